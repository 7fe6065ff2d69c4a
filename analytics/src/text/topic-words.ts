/** What a complaint or review is about. Several topics may be in one text. */
export type Topic =
  | 'price'
  | 'quality'
  | 'delivery'
  | 'attitude'
  | 'after-sales'
  | 'packaging'
  | 'fit'
  | 'waiting'
  | 'hygiene'
  | 'comfort'
  | 'food'
  | 'place'
  | 'billing'
  | 'technical'
  | 'promise'

/** Seed words of a topic: `sure` ones stand for it alone, `hints` only together. Chinese is found anywhere, English by word stems. */
export interface TopicSeeds {
  readonly sure: readonly string[]
  readonly hints: readonly string[]
}

const seeds = (sure: string, hints: string): TopicSeeds => ({ sure: list(sure), hints: list(hints) })
const list = (text: string): string[] => text.split(',').map((word) => word.trim().replace(/\s+/g, ' '))

/** A trailing `*` takes any ending. */
export const TOPIC_SEEDS: Readonly<Record<Topic, TopicSeeds>> = {
  price: seeds(
    `价格, 价钱, 太贵, 偏贵, 有点贵, 不便宜, 便宜, 性价比, 涨价, 降价, 打折, 折扣, 优惠, 划算, 不值, 差价, 价保, price*, expensive, cheap*,
    overpriced, costly, discount*, value for money, rip off, ripoff, coupon*, worth the money`,
    '贵, 值, 元, 块钱, 收费, cost*, money, worth, fee*, pay*, paid',
  ),
  quality: seeds(
    `质量, 做工, 品质, 次品, 残次, 瑕疵, 假货, 正品, 劣质, 粗糙, 开裂, 掉色, 褪色, 起球, 变形, 异味, 坏了, 破洞, 不耐用, 容易坏, 松动, quality,
    defect*, faulty, same fault, broke, flimsy, fake, counterfeit, poorly made, well made, sturdy, durable, fell apart, cracked, worn out, material*`,
    '坏, 破, 材质, 材料, 耐用, 用料, 新旧, broken, cheap feel, smell*, scratch*, damage*, tore, loose',
  ),
  delivery: seeds(
    `物流, 快递, 发货, 送货, 配送, 派送, 送达, 签收, 收货, 没收到, 运输, 运费, 邮费, 漏发, 错发, 少发, 少件, 到货, 包裹, 派件, delivery, deliver*,
    shipping, shipment*, shipped, courier*, arrived, parcel*, tracking, dispatch*, lost in transit, never came`,
    '慢, 延迟, 到了, 几天, 早到, late, delay*, days, arrive*, package, order*',
  ),
  attitude: seeds(
    `态度, 服务员, 客服, 不耐烦, 恶劣, 热情, 礼貌, 不理人, 没人理, 冷漠, 敷衍, 推诿, 骂人, 服务差, 服务好, 服务很, 服务太, 业务员, 销售员, 店员,
    耐心, 周到, rude*, staff, attitude, polite*, friendly, unfriendly, impolite, customer service, salesperson, salesman, waiter*,
    waitress*, receptionist*, representative*, hung up, shouted, unhelpful, helpful, courteous, arrogant, ignored`,
    '服务, 前台, 师傅, 员工, 人员, 亲切, 贴心, service, agent*, employee*, manager*, technician*, support, team',
  ),
  'after-sales': seeds(
    `售后, 退货, 换货, 退换, 退款, 不给退, 换新, 换了新, 保修, 质保, 维修, 返修, 修理, 退钱, 赔偿, 理赔, 退订, after sales, after-sales, refund*, warranty,
    repair*, replacement*, replaced, return policy, exchange*, money back, compensat*, send it back, sent it back`,
    '退, 换, 修, 投诉, return*, replace*, fix*, complain*, claim*',
  ),
  packaging: seeds(
    `包装, 盒子, 箱子, 纸箱, 破损, 挤压, 压坏, 压扁, 漏液, 漏了, 泡沫, 密封, 封口, packag*, box, boxes, carton*, crushed, dented, bubble wrap,
    leaked, leaking, sealed, wrapping, wrapped`,
    '漏, 盒, 袋子, 完好, damaged, bag, seal, broken',
  ),
  fit: seeds(
    `尺码, 尺寸, 偏大, 偏小, 不合身, 不合适, 合身, 型号, 色差, 颜色不, 与描述不符, 和描述, 描述不符, 图片不符, 实物, 货不对板, 不适合, 款式, 版型,
    size*, fits, fit, too small, too big, too large, too tight, wrong colour, wrong color, wrong model, as described, not as described,
    compatible, incompatible, does not match, doesn't match, looks different`,
    '大小, 颜色, 不符, 图片, 适合, colour, color, model, picture*, photo*, description, tight, loose',
  ),
  waiting: seeds(
    `排队, 等了, 等待, 等半天, 久等, 没人接, 打不通, 无人接听, 不回复, 没回复, 没人回, 人回复, 不回消息, 迟迟, 响应慢, 半天没, 占线, 转人工, waited, waiting, queue*,
    on hold, replied, got an answer, no reply, no response, nobody answers, no answer, unresponsive, never called back, call back, wait time, response time, not answered`,
    '小时, 分钟, 半天, 慢, 一直, 电话, hour*, minutes, wait, slow*, long, phone*, email*, weeks, respond*, reply, replied',
  ),
  hygiene: seeds(
    `卫生, 脏, 干净, 整洁, 蟑螂, 虫子, 霉味, 发霉, 臭味, 头发, 污渍, 油腻, 灰尘, 消毒, 异物, 苍蝇, 老鼠, 打扫, dirty, filthy, clean*, unclean, hygien*,
    cockroach*, bug, bugs, mold*, mould*, stain*, hair*, smelly, stinks, dust*, spotless, insect*`,
    '味道, 床单, 毛巾, 卫生间, bathroom*, smell*, toilet*, towel*, sheets',
  ),
  comfort: seeds(
    `房间, 隔音, 噪音, 太吵, 很吵, 吵死, 吵得, 睡不着, 床铺, 床垫, 床很, 床太, 大床, 空调, 热水, 设施, 设备陈旧, 陈旧, 宽敞, 狭小, 舒适, 枕头, 淋浴, 装修, 电视, 浴室,
    room*, noisy, noise, bed, beds, mattress*, air conditioning, shower*, hot water, comfortable, uncomfortable, cramped, spacious, facilit*,
    furniture, pillow*, soundproof*`,
    '旧, 暗, 安静, 环境, old, small, dark, cold, quiet, heating, bathroom*',
  ),
  food: seeds(
    `早餐, 味道, 菜品, 好吃, 难吃, 口味, 饭菜, 餐厅, 不新鲜, 新鲜, 变质, 过期, 分量, 菜量, 咖啡, 太咸, 太油, 晚餐, 午餐, breakfast, food, meal*, taste*,
    tasty, delicious, stale, restaurant*, dish, dishes, menu*, dinner, lunch, undercooked, portion*, coffee, flavour*, flavor*`,
    '吃, 餐, 菜, 咸, 淡, cold, fresh, eat, ate, drink*, cook*',
  ),
  place: seeds(
    `位置, 地段, 交通, 地铁, 停车, 离车站, 离机场, 偏僻, 不好找, 好找, 周边, 市中心, 地理位置, 步行, 出行, 海边, location*, located, parking,
    subway, close to, far from, city centre, city center, downtown, walking distance, easy to find, hard to find, neighbourhood, neighborhood`,
    '离, 附近, 方便, 远, 近, near*, far, walk*, station, airport, beach, distance',
  ),
  billing: seeds(
    `账单, 扣费, 乱收费, 多收, 发票, 开票, 押金, 话费, 重复扣, 扣款, 对账, 自动续费, 手续费, 退押金, 扣了, 欠费, 充值, bill, bills, billing, billed,
    overcharged, charged, deposit*, double charge*, hidden fee*, hidden charge*, deducted, auto-renew*, subscription*, statement*, unauthorized charge*`,
    '收费, 费用, 钱, 套餐, invoice*, fee*, charge*, payment*, credit card, account',
  ),
  technical: seeds(
    `故障, 死机, 闪退, 卡顿, 崩溃, 报错, 登录不, 登不上, 无法登录, 打不开, 信号, 断网, 网速, 网络, 宽带, 系统, 软件, 更新后, 黑屏, 服务器, 验证码, 连不上,
    bug report, crash*, error message*, new version, frozen, login, log in, app, software, network, signal, internet, wifi, wi-fi, freezes, froze, update*,
    connection, disconnect*, server*, outage*, glitch*, website, not working, stopped working, doesn't work`,
    '慢, 卡, 连接, 数据, 手机, 电池, slow*, screen*, battery, system, device*, reboot*, restart*, phone',
  ),
  promise: seeds(
    `虚假宣传, 欺骗, 骗人, 忽悠, 误导, 说好的, 承诺, 答应, 霸王条款, 套路, 夸大, 不兑现, 违约, 骗子, 隐瞒, 合同, misleading, scam*, lied, lie, false advertis*,
    promised, promise*, deceptive, deceiv*, cheated, fraud*, contract*, misled, dishonest, bait`,
    '广告, 宣传, 说是, 结果, 保证, advert*, claimed, said, supposed, guarantee*, agreed, terms',
  ),
}

export const TOPICS = Object.keys(TOPIC_SEEDS) as readonly Topic[]
