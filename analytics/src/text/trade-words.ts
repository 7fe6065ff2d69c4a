/**
 * Words of trade and service that the platform's dictionary cuts apart (客/服, 充电/器), joined again after segmentation so that
 * lists of growing words and topics name them whole.
 */
export const TRADE_WORDS: ReadonlySet<string> = new Set(
  `客服 售后 售前 快递员 配送员 外卖员 充电器 服务员 性价比 发货 退货 换货 退换货 差评 好评 中评 续费 自动续费 对接 客户经理 业务员 销售员
  营业员 收银员 保洁 保洁员 卫生间 洗手间 少件 漏发 错发 少发 补发 签收 派送 派件 优惠券 保修 质保 返修 工单 回访 死机 闪退 卡顿 黑屏 异味
  霉味 尺码 偏小 偏大 偏硬 偏软 工程师 技术员 扣费 乱扣费 断网 宽带 推诿 虚假宣传 霸王条款 二维码 小程序 公众号 微信 微信群 七天无理由
  运费险 缺货 断货 补货 冷链 试剂 试剂盒 检测报告 数据线 说明书 货不对板 不耐烦 没人管 没人理 打折 降价 涨价 价保 差价 隔音 床单 浴巾
  空调房 双床房 大床房 前台 退押金 押金 开票 发票 对公 试用装 赠品 保质期 生产日期 过期 包邮 邮费 快递费 物流费 上门费 安装费`
    .split(/\s+/)
    .filter((word) => word !== ''),
)

/** Longest of the above, in pieces: how far ahead joining has to look. */
export const MOST_PIECES = 5
