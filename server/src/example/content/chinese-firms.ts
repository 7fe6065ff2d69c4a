const list = (text: string): readonly string[] => text.trim().split(/\s+/)

/** What Chinese firms are called between their city and their trade; firms of the same word are one group. */
const GENERAL_STEMS = list(`
云栖 华晟 启元 锦观 南舟 曙原 蓝海 秦岚 沧原 滨澜 云岫 量谷 光汐 景澜 瑞禾 同润 博衍
恒屿 嘉澍 正清 知微 天衍 明澈 卓岭 晨泰 沐阳 乾益 汇澜 新岸 青岚 凯瑟 珩瑞 德澄 创远
臻元 佰泽 安格润 星澜 科沃源 迈德森 东篱 西溪泉 北屿 鼎禾 银杏林 白鹭洲 紫荆园 赤岭 华岐
太素 信达源 格物 致知 穷理 求索 探微 溯源 精诚 严谨 春雨 沃野 田园 谷雨 白露 原野 瀚海
瀚景 鸿渐 鹿鸣 子衿 采葑 淇奥 棠棣 木瓜园 桃夭 思齐 维桢 崇文 厚德源 弘毅 笃行 日新 时习
三省 知行 安澜 平川 长岭 大隐 小满 初晴 听涛 望岳 观澜 临渊 凌波 扶摇 北辰 南斗 启明
长庚 参商 天枢 玉衡 开阳 泰合 泰润 瑞麟 瑞程 颐和源 和光 同尘 抱朴 怀瑾 握瑜 琢玉 润玉
如璋 兰亭`)

export interface Trade {
  readonly key: TradeKey
  /** After city and stem. */
  readonly suffixes: readonly (readonly [chinese: string, english: string])[]
  readonly weight: number
}

export const TRADE_KEYS = [
  'biotech',
  'pharma',
  'testing',
  'food',
  'environment',
  'university',
  'hospital',
  'materials',
] as const
export type TradeKey = (typeof TRADE_KEYS)[number]

/** How the trades are called in the industry field. */
export const TRADE_NAMES: Readonly<Record<TradeKey, readonly [chinese: string, english: string]>> = {
  biotech: ['生物技术', 'Biotech'],
  pharma: ['制药', 'Pharma'],
  testing: ['检验检测', 'Testing'],
  food: ['食品饮料', 'Food and drink'],
  environment: ['环境与水务', 'Environment and water'],
  university: ['高校科研', 'Research and teaching'],
  hospital: ['医院检验', 'Hospital laboratory'],
  materials: ['新材料与光电', 'Materials and photonics'],
}

/** Words that only fit one trade. */
const STEMS_OF_TRADE: readonly (readonly [TradeKey, readonly string[]])[] = [
  [
    'food',
    list(`
五谷 禾丰 麦香 乳香 鲜语 味集 食全 膳源 茶语 果然 豆乡 稻香源 海味源 渔歌 晨牧 优牧 乡音
家味 悦食 百味 鼎味 牧歌春 金穗源 众禾 丰沛`),
  ],
  [
    'materials',
    list(`
晶澄 硅岭 芯岸 芯屿 光域 光启程 曜光 镭芯 纳维 纳微 微纳 新域 材智 聚合源 复材 碳谷
石墨源 锂源 氢屿 能泽 立方舟`),
  ],
  [
    'environment',
    list(`
清源 碧波 净川 澄江 蓝天源 绿禾 青山源 秀水 源泉 涌泉 润泽 甘霖 绿洲源 澄源 远溪`),
  ],
  [
    'testing',
    list(`
公衡 质安 慧检 天准 谱析 析微 辨微 鉴真 明鉴 精衡 泰科谱 易谱 衡谱 中衡`),
  ],
  [
    'pharma',
    list(`
神农谷 素问 百草园 怀仁堂 济川 润民 康佑 益寿源 普惠康 生原 本草源 灵犀谷 康宁源 康途 安途
健途 医途 颐康 诺安 康泽`),
  ],
]

/** Each word with its trade; null where it fits any. */
export const CHINESE_STEMS: readonly (readonly [stem: string, trade: TradeKey | null])[] = [
  ...GENERAL_STEMS.map((stem) => [stem, null] as const),
  ...STEMS_OF_TRADE.flatMap(([trade, stems]) => stems.map((stem) => [stem, trade] as const)),
]

export const CHINESE_TRADES: readonly Trade[] = [
  {
    key: 'biotech',
    suffixes: [
      ['生物科技有限公司', 'Biotech'],
      ['生物技术有限公司', 'Biotechnology'],
      ['基因科技有限公司', 'Genomics'],
      ['诊断试剂有限公司', 'Diagnostics'],
    ],
    weight: 20,
  },
  {
    key: 'pharma',
    suffixes: [
      ['制药有限公司', 'Pharma'],
      ['药业股份有限公司', 'Pharmaceutical'],
      ['医药科技有限公司', 'Medicines'],
    ],
    weight: 18,
  },
  {
    key: 'testing',
    suffixes: [
      ['检测技术有限公司', 'Testing'],
      ['检验认证有限公司', 'Inspection'],
      ['计量检测有限公司', 'Metrology'],
    ],
    weight: 14,
  },
  {
    key: 'food',
    suffixes: [
      ['食品有限公司', 'Foods'],
      ['乳业有限公司', 'Dairy'],
      ['饮料有限公司', 'Beverages'],
      ['粮油有限公司', 'Grain and Oil'],
    ],
    weight: 14,
  },
  {
    key: 'environment',
    suffixes: [
      ['环境监测有限公司', 'Environmental Monitoring'],
      ['水务有限公司', 'Water'],
      ['环保科技有限公司', 'Environmental Technology'],
    ],
    weight: 12,
  },
  {
    key: 'materials',
    suffixes: [
      ['半导体材料有限公司', 'Semiconductor Materials'],
      ['新材料有限公司', 'New Materials'],
      ['光电科技有限公司', 'Photonics'],
    ],
    weight: 10,
  },
]

/** Public houses: `city` stands for the city, or is left out. */
export const CHINESE_UNIVERSITIES: readonly (readonly [chinese: string, english: string])[] = [
  ['钱江理工大学化学学院', 'Qianjiang University of Technology, Chemistry'],
  ['云麓大学生命科学学院', 'Yunlu University, Life Sciences'],
  ['东屿海洋大学食品学院', 'Dongyu Ocean University, Food Science'],
  ['岭海医科大学药学院', 'Linghai Medical University, Pharmacy'],
  ['鹿岛农业大学环境学院', 'Ludao Agricultural University, Environment'],
  ['望江工业大学材料学院', 'Wangjiang Polytechnic, Materials'],
  ['凌云师范大学分析测试中心', 'Lingyun Normal University, Analysis Centre'],
  ['金沙科技大学生物工程系', 'Jinsha University of Science, Bioengineering'],
  ['北岭大学物理学院', 'Beiling University, Physics'],
  ['太岳药科大学分析中心', 'Taiyue Pharmaceutical University, Analysis'],
  ['沧澜工程大学环境学院', 'Canglan Engineering University, Environment'],
  ['青溪大学公共卫生学院', 'Qingxi University, Public Health'],
]

export const CHINESE_HOSPITAL_SUFFIXES: readonly (readonly [chinese: string, english: string])[] = [
  ['医院检验科', 'Hospital, Laboratory'],
  ['妇幼保健院', 'Maternity Hospital'],
  ['医学检验所', 'Medical Laboratory'],
]
