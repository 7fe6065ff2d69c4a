import { dayIn, lunarDayName, lunarDayNameOf } from '../../customers/index.ts'
import { can } from '../../kernel/actor.ts'
import type { Ctx } from '../../kernel/context.ts'
import { listActivity } from './activity.ts'
import type { Home, Upcoming } from './contract.ts'
import { type ComingAnniversary, type ComingBirthday, listAnniversaries, listBirthdays } from './days.ts'
import { countCustomers, countUnowned, figuresOf, qualityOf } from './figures.ts'
import { listRhythms, sumMonth } from './orders.ts'
import { propose, rhythmCandidates } from './proposals.ts'
import { listValuable, sampleQuality } from './valuable.ts'

const UPCOMING_DAYS = 30
const UPCOMING_MAX = 20

/**
 * The day of whoever asks, from what their role may see. Its statements leave in one write; only the order rhythms of
 * customers that seem late are asked for afterwards.
 */
export async function readHome(ctx: Ctx): Promise<Home> {
  const { actor } = ctx
  const today = dayIn(actor.timeZone, ctx.now)
  const day = { greetingName: actor.name, today: { date: today, lunar: lunarDayNameOf(today) } }
  if (!can(actor, 'customer.read')) return { ...day, figures: [], proposals: [], upcoming: [], activity: [] }
  const valuing = listValuable(ctx)
  const [valuable, birthdays, anniversaries, month, customers, sample, unowned, activity, rhythms] = await Promise.all([
    valuing,
    listBirthdays(ctx, today, UPCOMING_DAYS),
    listAnniversaries(ctx, today, UPCOMING_DAYS),
    sumMonth(ctx, today),
    countCustomers(ctx),
    sampleQuality(ctx),
    countUnowned(ctx),
    listActivity(ctx),
    valuing.then((rows) => listRhythms(ctx, rhythmCandidates(ctx, rows, today), today)),
  ])
  const dataQuality = qualityOf(ctx, sample, unowned)
  return {
    ...day,
    figures: figuresOf(ctx, { today, customers, valuable, month }),
    proposals: propose(ctx, { today, valuable, birthdays, rhythms }),
    upcoming: upcomingOf(ctx, birthdays, anniversaries),
    activity,
    ...(dataQuality && { dataQuality }),
  }
}

/** Birthdays and anniversaries, the nearest first. */
function upcomingOf(
  ctx: Ctx,
  birthdays: readonly ComingBirthday[],
  anniversaries: readonly ComingAnniversary[],
): Upcoming[] {
  const birthdayTitle = (birthday: ComingBirthday) =>
    birthday.calendar === 'lunar'
      ? ctx.t('home.upcoming.lunar-birthday', { day: lunarDayName(birthday) })
      : ctx.t('home.upcoming.birthday')
  const all: Upcoming[] = [
    ...birthdays.map((birthday) => ({
      date: birthday.date,
      kind: 'birthday' as const,
      title: birthdayTitle(birthday),
      customer: { id: birthday.id, name: birthday.name },
    })),
    ...anniversaries.map(({ id, name, date, title }) => ({
      date,
      kind: 'anniversary' as const,
      title,
      customer: { id, name },
    })),
  ]
  return all.sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0)).slice(0, UPCOMING_MAX)
}
