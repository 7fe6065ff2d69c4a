export type Bilingual = readonly [chinese: string, english: string]

/** What staff remember of a person, by kind of preference. */
export const PREFERENCES: Readonly<Record<string, readonly Bilingual[]>> = {
  drink: [
    ['绿茶，不喝咖啡', 'Black coffee, no sugar'],
    ['明前龙井', 'Earl Grey'],
    ['美式，不加糖', 'Espresso'],
    ['只喝温水', 'Still water'],
    ['普洱，熟的', 'Green tea'],
    ['白酒点到为止', 'Dry Riesling'],
    ['燕麦拿铁', 'Oat flat white'],
  ],
  'contact-time': [
    ['16 点以后方便', 'After 4 p.m.'],
    ['周一上午开例会，别打', 'Not on Monday mornings'],
    ['微信留言，晚上回', 'Mail first, then call'],
    ['早上 8 点半前', 'Before 9 a.m.'],
    ['周三全天在实验室，手机静音', 'In the lab on Wednesdays, phone off'],
    ['午休 12 到 14 点不接电话', 'Not between 12 and 1'],
  ],
  dislike: [
    ['不喜欢临时上门', 'Unannounced visits'],
    ['反感群发邮件', 'Mass mailings'],
    ['不抽烟，也不进吸烟室', 'Long slide decks'],
    ['最烦月底催款', 'Being called at home'],
    ['不吃香菜', 'Surprises in the price'],
    ['不喜欢只在年底出现的供应商', 'Vendors who only appear in December'],
  ],
  hobby: [
    ['周末跑半马', 'Long-distance cycling'],
    ['养兰花', 'Choir singing'],
    ['围棋，业余三段', 'Chess'],
    ['摄影，拍鸟', 'Bird watching'],
    ['带孩子打羽毛球', 'Cross-country skiing'],
    ['钓鱼', 'Sailing'],
    ['书法', 'Baking sourdough'],
  ],
  diet: [
    ['吃素', 'Vegetarian'],
    ['对海鲜过敏', 'Allergic to nuts'],
    ['不吃辣', 'No pork'],
    ['控糖', 'Gluten-free'],
  ],
  gift: [
    ['上次的龙井她提过两次', 'Liked the tea from Hangzhou'],
    ['按规定不收礼，寄贺卡即可', 'May not accept gifts; a card is fine'],
    ['孩子喜欢显微镜模型', 'Collects old laboratory glass'],
  ],
  colour: [
    ['办公室全是墨绿色', 'Dark green'],
    ['资料喜欢黑白打印', 'Prefers printed documents in black and white'],
  ],
}

export interface ExampleExpectation {
  readonly about: 'quality' | 'price' | 'delivery' | 'service' | 'relationship' | 'other'
  readonly source: 'word-of-mouth' | 'brand' | 'values' | 'situation' | 'experience-with-us' | 'experience-elsewhere'
  readonly text: Bilingual
  readonly level: number
}

const expectation = (
  about: ExampleExpectation['about'],
  source: ExampleExpectation['source'],
  text: Bilingual,
  level: number,
): ExampleExpectation => ({ about, source, text, level })

export const EXPECTATIONS: readonly ExampleExpectation[] = [
  expectation(
    'delivery',
    'experience-elsewhere',
    [
      '库存见底前要提醒，2022 年被别家断过供',
      'Wants a warning before stock runs low; a supplier let them down in 2022',
    ],
    5,
  ),
  expectation('delivery', 'situation', ['审计季前两周必须到货', 'Goods must be there two weeks before an audit'], 5),
  expectation(
    'service',
    'experience-with-us',
    ['王磊来过一次，以后都希望是他', 'Wants the engineer who came last time'],
    4,
  ),
  expectation('service', 'brand', ['报修当天要有回音', 'An answer on the day a fault is reported'], 5),
  expectation(
    'price',
    'experience-elsewhere',
    ['耗材价格半年内不要变', 'Prices of consumables fixed for half a year'],
    3,
  ),
  expectation(
    'price',
    'word-of-mouth',
    ['听同行说我们能给年度框架价', 'Has heard of our yearly frame prices from a colleague'],
    4,
  ),
  expectation('quality', 'experience-with-us', ['批次之间漂移小于 1 %', 'Less than 1 % drift between batches'], 5),
  expectation('quality', 'values', ['每支探头附原始校准数据', 'Raw calibration data with each probe'], 4),
  expectation(
    'quality',
    'situation',
    ['新版药典要求，证书须中英双语', 'Certificates in English and German for the new audit rules'],
    4,
  ),
  expectation('relationship', 'values', ['有问题直说，不要绕', 'Straight talk when something is wrong'], 4),
  expectation(
    'relationship',
    'experience-with-us',
    ['换人要提前打招呼', 'Wants to be told before the contact changes'],
    3,
  ),
  expectation(
    'other',
    'situation',
    ['发票信息由集团统一，不能改抬头', 'Invoices go to the group, in its own format'],
    2,
  ),
]

export const SOURCES: readonly Bilingual[] = [
  ['展会', 'Trade fair'],
  ['老客户介绍', 'Referral'],
  ['官网询价', 'Website inquiry'],
  ['学术会议', 'Conference'],
  ['电话开发', 'Cold call'],
  ['招标平台', 'Tender platform'],
  ['经销商推荐', 'Distributor'],
]

/** Tags by what they say of a customer. */
export const TAGS = {
  key: ['重点客户', 'Key account'],
  frame: ['年度框架', 'Frame contract'],
  gmp: ['GMP', 'GMP'],
  cnas: ['CNAS', 'ISO 17025'],
  tender: ['需招标', 'Tender only'],
  slowPay: ['账期长', 'Slow payer'],
  reference: ['样板客户', 'Reference site'],
  newcomer: ['新客户', 'New'],
  distributor: ['经销商', 'Distributor'],
  supplier: ['供应商', 'Supplier'],
  seminar: ['秋季研讨会', 'Autumn seminar'],
  private: ['个人客户', 'Private buyer'],
} as const satisfies Readonly<Record<string, Bilingual>>

export const ACCEPTANCE_OPTIONS = [
  { value: 'pharmacopoeia', zh: '药典', en: 'Pharmacopoeia' },
  { value: 'gb', zh: '国标 GB/T', en: 'National standard (GB/T)' },
  { value: 'iso', zh: 'ISO 17025', en: 'ISO 17025' },
  { value: 'own', zh: '客户自订', en: "Customer's own" },
] as const
