import { pinyin } from 'pinyin-pro'

/** Kinds of business, in Chinese and English: bit i of a mask is line i. At most 31. */
const KINDS = `
集团 控股 | group holding holdings
科技 技术 | technology technologies tech
贸易 商贸 外贸 进出口 经贸 | trading trade import export commerce commercial
制造 制品 | manufacturing manufacture mfg manufacturer
电子 电器 电气 | electronics electronic electric electrical
银行 | bank banking
医院 诊所 | hospital clinic
大学 学院 研究院 研究所 | university college institute
保险 | insurance assurance
证券 期货 | securities futures
投资 资本 基金 资产 | investment investments capital fund ventures asset assets
房地产 地产 置业 物业 | realestate property properties realty
建筑 工程 建设 建材 | construction engineering building builders
物流 运输 货运 快递 供应链 | logistics logistic transport transportation express freight shipping
食品 餐饮 饮料 | food foods beverage beverages catering
医药 制药 药业 生物 | pharmaceutical pharmaceuticals pharma biotech biotechnology bio biological
医疗 器械 健康 | medical healthcare health
机械 设备 机电 | machinery equipment machine machines machineries
汽车 汽配 | auto automobile automotive motor motors
纺织 服装 服饰 | textile textiles garment garments apparel clothing fashion
化工 化学 | chemical chemicals
能源 电力 石油 石化 | energy power petroleum oil petrochemical
软件 信息 网络 数据 计算机 系统 | system systems software information network networks internet data computer it
咨询 顾问 律师事务所 会计师事务所 | consulting consultants consultancy advisory law
传媒 文化 广告 | media culture cultural advertising
教育 培训 学校 | education training school educational
酒店 宾馆 饭店 | hotel hotels inn
材料 金属 钢铁 五金 | materials material metal metals steel hardware
服务 | service services
通信 电信 通讯 | telecom communications communication telecommunications
家具 家居 | furniture furnishing`

/** Words that say little about which firm it is. */
const FILLERS_HAN = /国际|实业|发展|企业|产业|管理|工业|商务|商行/gu
const FILLERS = new Set(
  'international intl industrial industry industries enterprise enterprises development management global the of and'.split(
    ' ',
  ),
)

const LEGAL_HAN = /股份有限公司|有限责任公司|有限合伙|股份公司|有限公司|总公司|公司|株式会社|事务所$|合作社$|个体户$/gu
const LEGAL = new Set(
  'co ltd limited inc incorporated corp corporation company gmbh mbh ag kg ohg kgaa sa sas sarl srl spa nv bv oy oyj ab as aps plc llc llp lp pte pty sdn bhd kk pvt private se company companies cv ltda sl doo ooo zao pjsc jsc'.split(
    ' ',
  ),
)

const PROVINCES =
  '中国 中华人民共和国 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川 贵州 云南 陕西 甘肃 青海 台湾 内蒙古 广西 西藏 宁夏 新疆 华东 华南 华北 西南'.split(
    ' ',
  )
const CITIES =
  '北京 上海 天津 重庆 香港 澳门 广州 深圳 珠海 汕头 佛山 东莞 中山 惠州 江门 杭州 宁波 温州 嘉兴 绍兴 金华 义乌 台州 南京 苏州 无锡 常州 南通 徐州 扬州 昆山 合肥 芜湖 福州 厦门 泉州 南昌 济南 青岛 烟台 潍坊 郑州 洛阳 武汉 宜昌 长沙 株洲 成都 绵阳 贵阳 昆明 西安 兰州 西宁 银川 乌鲁木齐 石家庄 唐山 保定 太原 大同 沈阳 大连 长春 哈尔滨 呼和浩特 包头 南宁 桂林 柳州 海口 三亚 拉萨 台北 高雄 淄博 临沂 湖州 镇江 泰州 盐城 襄阳 岳阳 衡阳 赣州 九江 漳州 莆田'.split(
    ' ',
  )
const OTHER_SPELLINGS: Readonly<Record<string, string>> = {
  中国: 'china',
  中华人民共和国: 'prc',
  陕西: 'shaanxi',
  香港: 'hongkong',
  澳门: 'macau',
  西藏: 'tibet',
  内蒙古: 'innermongolia',
}
/** Foreign firms whose Chinese name is no transcription of sounds into pinyin, and Chinese ones with an English name of their own. */
const BRANDS =
  '西门子 siemens|微软 microsoft|苹果 apple|博世 bosch|大众 volkswagen|宝马 bmw|奔驰 mercedesbenz|联想 lenovo|阿里巴巴 alibaba|腾讯 tencent|京东 jd|中兴 zte|三星 samsung|索尼 sony|丰田 toyota|本田 honda|松下 panasonic|日立 hitachi|佳能 canon|飞利浦 philips|雀巢 nestle|联合利华 unilever|宝洁 pg|可口可乐 cocacola|百事 pepsi|百事可乐 pepsico|麦当劳 mcdonalds|肯德基 kfc|星巴克 starbucks|沃尔玛 walmart|家乐福 carrefour|宜家 ikea|强生 johnsonjohnson|辉瑞 pfizer|拜耳 bayer|巴斯夫 basf|壳牌 shell|英特尔 intel|戴尔 dell|惠普 hp|甲骨文 oracle|谷歌 google|亚马逊 amazon|汇丰 hsbc|花旗 citi|渣打 standardchartered|普华永道 pwc|德勤 deloitte|毕马威 kpmg|安永 ey|清华 tsinghua|海信 hisense|华润 chinaresources|中远 cosco|工商 icbc|招商 chinamerchants|特斯拉 tesla|思科 cisco|施耐德 schneider|米其林 michelin|欧莱雅 loreal|阿斯利康 astrazeneca|罗氏 roche|诺华 novartis|默克 merck|霍尼韦尔 honeywell|卡特彼勒 caterpillar|通用 general|福特 ford|雅马哈 yamaha|东芝 toshiba|富士康 foxconn|台积电 tsmc|宏碁 acer|华硕 asus|大疆 dji|比亚迪 byd'

const kindsHan = new Map<string, number>()
const kindsLatin = new Map<string, number>()
for (const [bit, line] of KINDS.trim().split('\n').entries()) {
  const [han, latin] = line.split(' | ') as [string, string]
  for (const word of han.split(' ')) kindsHan.set(word, 1 << bit)
  for (const word of latin.split(' ')) kindsLatin.set(word, 1 << bit)
}
const longestFirst = (words: Iterable<string>) => [...words].sort((a, b) => b.length - a.length).join('|')
const KIND_WORDS = new RegExp(longestFirst(kindsHan.keys()), 'gu')
const PLACE = `(?:${longestFirst([...PROVINCES, ...CITIES])})(?:省|市|自治区|特别行政区)?`
const LEADING_PLACE = new RegExp(`^${PLACE}`, 'u')
const ANY_PLACE = new RegExp(PLACE, 'gu')

const placeNames = new Map<string, string>()
const places = new Map<string, { name: string; isCity: boolean }>()
for (const place of [...PROVINCES, ...CITIES]) {
  const name =
    OTHER_SPELLINGS[place] ?? pinyin(place, { toneType: 'none', separator: '', v: true }).replaceAll('v', 'u')
  placeNames.set(place, name)
  places.set(name, { name, isCity: CITIES.includes(place) })
}
places.set('peking', { name: 'beijing', isCity: true }).set('canton', { name: 'guangzhou', isCity: true })

const brandsByHan = new Map(BRANDS.split('|').map((pair) => pair.split(' ') as [string, string]))

/** The English name under which a Chinese brand is known. */
export const brandName = (core: string): string | undefined => brandsByHan.get(core)

export const kindOf = (word: string): number => kindsLatin.get(word) ?? 0
export const isLegalForm = (word: string): boolean => LEGAL.has(word)
export const isFiller = (word: string): boolean => FILLERS.has(word)
/** A place by a Latin word, cities apart from provinces and countries. */
export const placeOf = (word: string): { name: string; isCity: boolean } | undefined => places.get(word)

/** Chinese text without legal forms. */
export const withoutLegalForm = (text: string): string => text.replace(LEGAL_HAN, '')
/** Chinese text without words that say little. */
export const withoutFillers = (text: string): string => text.replace(FILLERS_HAN, '')

/** Takes the words for kinds of business out of a Chinese text. */
export function takeKinds(text: string): { rest: string; kinds: number } {
  let kinds = 0
  const rest = text.replace(KIND_WORDS, (word) => {
    kinds |= kindsHan.get(word)!
    return ''
  })
  return { rest, kinds }
}

/** Takes places off the beginning of a Chinese text. */
export function takePlaces(text: string): { rest: string; found: string[]; cities: string[] } {
  let rest = text
  const found: string[] = []
  const cities: string[] = []
  for (let place = LEADING_PLACE.exec(rest); place; place = LEADING_PLACE.exec(rest)) {
    const name = placeName(place[0])
    found.push(name)
    if (places.get(name)?.isCity) cities.push(name)
    rest = rest.slice(place[0].length)
  }
  return { rest, found, cities }
}

/** Usual Latin name of a place in Chinese (上海市: shanghai); the text itself when it is none. */
export const placeName = (text: string): string =>
  placeNames.get(text.replace(/(?:省|市|自治区|特别行政区)$/u, '')) ?? text

/** Places anywhere in a Chinese text, in order. */
export const placesIn = (text: string): string[] => text.match(ANY_PLACE) ?? []
