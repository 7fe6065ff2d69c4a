import type { TradeKey } from './chinese-firms.ts'
import type { ExampleExpectation } from './likes.ts'

/** How a customer buys over the years; see build/rhythm.ts. */
export type Course = 'key' | 'regular' | 'occasional' | 'sliding' | 'lost' | 'growing' | 'new' | 'prospect'

export interface HeroPerson {
  readonly familyName: string
  readonly givenName: string
  readonly gender: 'female' | 'male'
  /** Index into the jobs of the trade. */
  readonly job: number
  readonly country: string
  readonly birthday?: {
    readonly calendar: 'solar' | 'lunar'
    readonly year: number
    readonly month: number
    readonly day: number
  }
  /** Days from now on which the lunar birthday falls. */
  readonly lunarBirthdayInDays?: number
  readonly preferences?: readonly (readonly [kind: string, value: string])[]
  readonly expectation?: Pick<ExampleExpectation, 'about' | 'source'> & {
    readonly text: string
    readonly level: number
  }
  readonly journal?: readonly (readonly [daysAgo: number, text: string])[]
}

export interface Hero {
  readonly name: string
  readonly latinName: string
  readonly short: string
  readonly city: string
  readonly country: string
  readonly trade: TradeKey
  readonly course: Course
  /** Index into the seats of the team. */
  readonly seat: number
  readonly backup: number
  readonly employees: number
  readonly since: string
  readonly people: readonly HeroPerson[]
  /** Name of a holding above it. */
  readonly parent?: readonly [name: string, latinName: string]
}

/** The customers that a first look falls on, told by hand; all others are made from the lists. */
export const HEROES: readonly Hero[] = [
  {
    name: '杭州云栖生物科技有限公司',
    latinName: 'Hangzhou Yunqi Biotech',
    short: '云栖生物',
    city: '杭州',
    country: 'CN',
    trade: 'biotech',
    course: 'key',
    seat: 0,
    backup: 1,
    employees: 240,
    since: '2021-03-14',
    parent: ['云栖控股集团有限公司', 'Yunqi Holding Group'],
    people: [
      {
        familyName: '沈',
        givenName: '若兰',
        gender: 'female',
        job: 0,
        country: 'CN',
        birthday: { calendar: 'lunar', year: 1979, month: 8, day: 16 },
        preferences: [
          ['contact-time', '16 点以后方便'],
          ['drink', '绿茶，不喝咖啡'],
          ['dislike', '不喜欢只在年底出现的供应商'],
        ],
        expectation: {
          about: 'delivery',
          source: 'experience-elsewhere',
          text: '库存见底前要提醒：2022 年被别家断过供。',
          level: 5,
        },
        journal: [
          [20, '陪沈主任走了一遍新洁净间。她对团队很自豪，也直说烦那些只在年底出现的供应商。'],
          [164, '沈主任的女儿考上了化学系，她提了两次。寄了一本分析化学的旧书，她说比什么礼物都好。'],
        ],
      },
      { familyName: '周', givenName: '明远', gender: 'male', job: 1, country: 'CN' },
      {
        familyName: 'Keller',
        givenName: 'Maria',
        gender: 'female',
        job: 6,
        country: 'CH',
        preferences: [['contact-time', 'After 3 p.m. China time']],
        expectation: {
          about: 'quality',
          source: 'situation',
          text: 'Certificates in English for the audit in Basel.',
          level: 4,
        },
      },
    ],
  },
  {
    name: '杭州华晟制药有限公司',
    latinName: 'Hangzhou Huasheng Pharma',
    short: '华晟制药',
    city: '杭州',
    country: 'CN',
    trade: 'pharma',
    course: 'sliding',
    seat: 0,
    backup: 2,
    employees: 860,
    since: '2020-06-02',
    people: [
      {
        familyName: '李',
        givenName: '国栋',
        gender: 'male',
        job: 9,
        country: 'CN',
        lunarBirthdayInDays: 1,
        preferences: [
          ['gift', '去年送的龙井他提过两次'],
          ['hobby', '钓鱼'],
        ],
        expectation: {
          about: 'delivery',
          source: 'experience-with-us',
          text: '交期说几号就几号，去年拖过三次。',
          level: 5,
        },
        journal: [[47, '李总请我们在食堂吃饭，没绕弯子：去年三次迟交，产线停过半天。价格不是问题，信用才是。']],
      },
      { familyName: '沈', givenName: '立新', gender: 'male', job: 1, country: 'CN' },
      { familyName: '张', givenName: '江', gender: 'male', job: 2, country: 'CN' },
    ],
  },
  {
    name: '杭州诺安医学检验所',
    latinName: 'Hangzhou Nuoan Medical Laboratory',
    short: '诺安医疗',
    city: '杭州',
    country: 'CN',
    trade: 'hospital',
    course: 'regular',
    seat: 0,
    backup: 11,
    employees: 130,
    since: '2022-09-20',
    people: [
      { familyName: '周', givenName: '静怡', gender: 'female', job: 0, country: 'CN' },
      { familyName: '吴', givenName: '海涛', gender: 'male', job: 1, country: 'CN' },
    ],
  },
  {
    name: 'Nordlicht Optik GmbH',
    latinName: '',
    short: 'Nordlicht',
    city: 'Jena',
    country: 'DE',
    trade: 'materials',
    course: 'sliding',
    seat: 8,
    backup: 9,
    employees: 310,
    since: '2021-10-11',
    people: [
      {
        familyName: 'Brandt',
        givenName: 'Katrin',
        gender: 'female',
        job: 4,
        country: 'DE',
        preferences: [
          ['drink', 'Green tea'],
          ['dislike', 'Long slide decks'],
        ],
        journal: [
          [
            75,
            'Katrin Brandt took over from Mr Lindner in August. She has not met any of us yet; a visit is due before the next order, not after it.',
          ],
        ],
      },
      { familyName: 'Reuter', givenName: 'Matthias', gender: 'male', job: 1, country: 'DE' },
    ],
  },
  {
    name: 'Montrosa Diagnostics AG',
    latinName: '',
    short: 'Montrosa',
    city: 'Basel',
    country: 'CH',
    trade: 'biotech',
    course: 'key',
    seat: 8,
    backup: 10,
    employees: 520,
    since: '2020-02-24',
    people: [
      { familyName: 'Vogel', givenName: 'Johanna', gender: 'female', job: 0, country: 'CH' },
      { familyName: 'Auer', givenName: 'Stefan', gender: 'male', job: 3, country: 'CH' },
    ],
  },
]
