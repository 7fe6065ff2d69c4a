import { pinyin } from 'pinyin-pro'

const HAN = /\p{Script=Han}/u
const HAN_RUN = /\p{Script=Han}+/gu
const KEPT_MAX = 50_000
const kept = new Map<string, string>()

/** Pinyin of a run of Chinese characters, a syllable a character, blank between; kept, because a dictionary look-up is slow. */
function pinyinOf(run: string): string {
  const known = kept.get(run)
  if (known !== undefined) return known
  const spelt = pinyin(run, { toneType: 'none', surname: 'head', v: true })
  if (kept.size >= KEPT_MAX) kept.clear()
  kept.set(run, spelt)
  return spelt
}

/**
 * What a name is ordered by: Chinese by pinyin, Latin without accents, all in lower case.
 * @example sortName('张三') === 'zhang san'; sortName('Émile Zola') === 'emile zola'
 */
export function sortName(name: string): string {
  const spelt = HAN.test(name) ? name.replace(HAN_RUN, (run) => `${pinyinOf(run)} `) : name
  return spelt
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 200)
}

export interface PersonName {
  readonly familyName?: string | null
  readonly givenName?: string | null
}

/** The whole name in its own order: family name first where it is Chinese. */
export function joinName({ familyName, givenName }: PersonName): string {
  const family = familyName?.trim() ?? ''
  const given = givenName?.trim() ?? ''
  if (HAN.test(family + given)) return family + given
  return [given, family].filter(Boolean).join(' ')
}
