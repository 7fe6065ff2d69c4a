/** What kind of values a target takes; the content of a column must not contradict it. */
export type TargetType = 'text' | 'name' | 'email' | 'phone' | 'date' | 'number' | 'money' | 'id' | 'choice' | 'url'

export interface MappingTarget {
  readonly key: string
  readonly type: TargetType
  /** Column names, in any spelling: case, blanks and punctuation do not count. The first are the surest. */
  readonly synonyms: readonly string[]
  /** Several columns may hold it. */
  readonly isRepeatable?: boolean
}

const target = (key: string, type: TargetType, synonyms: string, isRepeatable = false): MappingTarget => ({
  key,
  type,
  synonyms: synonyms.split('|'),
  ...(isRepeatable && { isRepeatable }),
})

const EMAIL = 'email|e-mail|email address|e-mail address|mail|邮箱|电子邮箱|电子邮件|邮件|邮箱地址|邮件地址|信箱'
const PHONE =
  'phone|phone number|mobile|mobile phone|cell|cell phone|telephone|tel|tel no|contact number|phone no|mobile number|手机|手机号|手机号码|电话|电话号码|联系电话|联系方式|移动电话|手机电话|固定电话|座机|办公电话|家庭电话|work phone|home phone'
const CARD = 'card|card number|card no|membership number|member card|membership card|会员卡|会员卡号|卡号|会员号'
const ID =
  'external id|customer id|customerid|customer no|customer number|customer code|client id|client no|cust id|account id|account number|contact id|person id|member id|user id|master id|unique id|rec id|record id|uid|id|prospect id|客户编号|客户号|客户id|客户代码|顾客编号|会员编号|会员id|用户id|用户编号|编号'
const NAME =
  'name|full name|customer name|client name|display name|contact name|account|account name|company name|organization name|organisation name|fn|姓名|名字|客户名称|客户姓名|客户|名称|联系人|联系人姓名|顾客姓名|顾客|会员姓名|公司名称|单位名称|企业名称|客户全称'

export const CUSTOMER_TARGETS: readonly MappingTarget[] = [
  target('latinName', 'name', 'name in latin letters|外文名'),
  target('rapportId', 'id', 'rapport id|rapport 编号'),
  target('kind', 'choice', 'kind|customer type|record type|客户类型|类型|客户性质'),
  target('name', 'name', NAME),
  target('familyName', 'name', 'family name|last name|surname|lastname|姓|姓氏'),
  target('givenName', 'name', 'given name|first name|firstname|forename|名'),
  target('externalId', 'id', ID),
  target('email', 'email', EMAIL, true),
  target('phone', 'phone', PHONE, true),
  target('wechat', 'text', 'wechat|weixin|wechat id|微信|微信号|微信id'),
  target('cardNumber', 'id', CARD),
  target(
    'address',
    'text',
    'address|street|street address|address 1|address line 1|mailing address|billing address|地址|详细地址|街道|联系地址|通讯地址|住址|收货地址|公司地址',
  ),
  target('city', 'text', 'city|town|suburb|locality|城市|市|所在城市'),
  target('region', 'text', 'region|state|province|county|省|省份|州|地区|所在省'),
  target('postcode', 'text', 'postcode|post code|postal code|zip|zip code|邮编|邮政编码'),
  target('country', 'text', 'country|nation|country region|office location|国家|国别|国家地区'),
  target('website', 'url', 'website|web site|url|homepage|web|网站|网址|主页|官网'),
  target('industry', 'text', 'industry|sector|branch|行业|所属行业'),
  target(
    'employees',
    'number',
    'employees|number of employees|employee count|headcount|company size|员工数|员工人数|人数|规模|公司规模',
  ),
  target('annualRevenue', 'money', 'annual revenue|revenue|turnover|年营业额|营业额|年收入|年营收|营收'),
  target(
    'foundedYear',
    'number',
    'founded year|year established|founded|year founded|established|成立年份|成立时间|创立年份|成立日期',
  ),
  target(
    'parent',
    'name',
    'parent|parent company|parent account|subsidiary of|mother company|headquarters|上级公司|母公司|上级单位|总公司|所属集团',
  ),
  target(
    'organization',
    'name',
    'organization|organisation|company|employer|firm|works for|公司|单位|工作单位|所属公司|所在公司|企业|任职公司',
  ),
  target('jobTitle', 'text', 'job title|title|position|job|role|occupation|职位|职务|职称|岗位|头衔'),
  target(
    'identityCard',
    'id',
    'identity card|identity card number|id card|id card number|id number|national id|身份证号|身份证|身份证号码|居民身份证|居民身份证号|证件号码',
  ),
  target('passport', 'id', 'passport|passport number|passport no|护照|护照号|护照号码'),
  target(
    'birthday',
    'date',
    'birthday|birth date|date of birth|dob|birthdate|bday|born|生日|出生日期|出生年月|出生年月日|公历生日|阳历生日',
  ),
  target('lunarBirthday', 'text', 'lunar birthday|农历生日|阴历生日'),
  target('gender', 'choice', 'gender|sex|性别|称谓'),
  target('language', 'choice', 'language|preferred language|lang|语言|语种'),
  target('tags', 'text', 'tags|tag|labels|categories|groups|标签|分组|客户标签'),
  target(
    'owner',
    'text',
    'owner|account owner|sales rep|sales person|account manager|assigned to|sales agent|负责人|所有者|业务员|销售|销售员|客户经理|跟进人|归属人',
  ),
  target('source', 'text', 'source|lead source|customer source|channel|来源|客户来源|渠道|获客渠道'),
  target('note', 'text', 'note|notes|remark|remarks|comment|comments|description|备注|说明|描述|附注'),
  target(
    'since',
    'date',
    'customer since|成为客户|since|customer since|created|created at|created on|create date|registration date|join date|signup date|建档日期|注册时间|注册日期|创建时间|创建日期|入会时间|加入时间|建档时间',
  ),
  target(
    'consentEmail',
    'choice',
    'email marketing consent|email consent|email opt in|email opt-in|newsletter|accepts marketing|accepts email marketing|邮件营销同意|邮件同意|邮件订阅|接受邮件|是否接受邮件',
  ),
  target(
    'consentSms',
    'choice',
    'sms marketing consent|sms consent|sms opt in|accepts sms marketing|短信营销同意|短信同意|短信订阅|接受短信|是否接受短信',
  ),
  target(
    'consentPhone',
    'choice',
    'phone marketing consent|phone consent|call consent|phone opt in|电话营销同意|电话同意|接受电话|是否接受电话',
  ),
  target('consentWechat', 'choice', 'wechat marketing consent|wechat consent|微信营销同意|微信同意|接受微信'),
  target('consentPost', 'choice', 'post marketing consent|postal consent|mail consent|信函营销同意|信函同意|接受信函'),
  target('consentAll', 'choice', 'do not contact|dnc|never contact|请勿联系|勿扰|谢绝联系|黑名单'),
  target(
    'consentOn',
    'date',
    'consent date|consent given on|opt in date|opt-in date|subscribed at|同意日期|同意时间|订阅日期|订阅时间',
  ),
  target(
    'consentOrigin',
    'text',
    'consent origin|consent source|opt in source|opt-in source|同意来源|订阅来源|同意途径',
  ),
]

const BUYER: readonly MappingTarget[] = [
  target('customerExternalId', 'id', ID),
  target('customerName', 'name', `${NAME}|customer|client|buyer|购买人|买家|收货人|会员`),
  target('customerEmail', 'email', `${EMAIL}|customer email|buyer email|客户邮箱`),
  target(
    'customerPhone',
    'phone',
    `${PHONE}|customer phone|buyer phone|客户电话|客户手机|收货电话|收货人手机|会员手机`,
  ),
  target('customerCard', 'id', CARD),
]

export const ORDER_TARGETS: readonly MappingTarget[] = [
  target('rapportId', 'id', 'rapport id|rapport 编号'),
  target(
    'orderNumber',
    'id',
    'order number|number|order no|order id|invoice no|invoice|invoice number|invoiceno|order|transaction id|receipt|bill no|订单号|订单编号|单号|发票号|发票编号|交易号|流水号|小票号|订单',
  ),
  target(
    'placedOn',
    'date',
    'placed on|order date|invoice date|date|purchase date|transaction date|order time|invoicedate|created at|下单时间|订单日期|下单日期|日期|购买日期|交易日期|交易时间|成交时间|付款时间|订单时间|时间',
  ),
  ...BUYER,
  target(
    'productCode',
    'id',
    'product code|stock code|stockcode|sku|item code|product id|item no|article number|商品编码|商品编号|产品编码|产品编号|货号|物料编码|商品代码|商品id',
  ),
  target(
    'productName',
    'name',
    'product name|product|item|item name|description|article|商品|商品名称|产品|产品名称|品名|货品|名称',
  ),
  target('quantity', 'number', 'quantity|qty|units|count|cds|pieces|数量|件数|个数|购买数量'),
  target('unitPrice', 'money', 'unit price|price|unitprice|item price|sales price|单价|价格|售价|商品单价'),
  target(
    'amount',
    'money',
    'amount|total|line total|sales|value|total amount|revenue|close value|order total|subtotal|金额|总价|总金额|合计|小计|销售额|订单金额|成交金额|实付金额|付款金额',
  ),
  target('currency', 'choice', 'currency|currency code|币种|货币'),
  target('discount', 'money', 'discount|line discount|rebate|折扣|优惠|优惠金额|折扣金额'),
  target('status', 'choice', 'status|order status|state|状态|订单状态'),
  target('note', 'text', 'note|notes|remark|remarks|comment|备注|说明|买家留言'),
  target('country', 'text', 'country|国家|国别'),
]

export const INTERACTION_TARGETS: readonly MappingTarget[] = [
  target('rapportId', 'id', 'rapport id|rapport 编号'),
  target(
    'kind',
    'choice',
    'kind|type|activity type|interaction type|channel|类型|方式|沟通方式|跟进方式|联系方式类型|互动类型',
  ),
  target('direction', 'choice', 'direction|in out|inbound outbound|方向|呼入呼出'),
  target(
    'occurredAt',
    'date',
    'occurred at|date|time|datetime|date time|when|activity date|created at|call date|incident|日期|时间|跟进时间|沟通时间|联系时间|拜访时间|拜访日期|发生时间|通话时间',
  ),
  ...BUYER,
  target('subject', 'text', 'subject|title|topic|incident type|summary|主题|标题|事由'),
  target(
    'body',
    'text',
    'body|content|text|message|details|description|notes|note|comment|review|内容|详情|跟进内容|沟通内容|备注|纪要|描述|记录|正文|评论',
  ),
  target(
    'by',
    'text',
    'by|user|agent|author|owner|sales agent|staff|created by|跟进人|负责人|员工|坐席|业务员|销售|客服|记录人|创建人',
  ),
  target('durationMinutes', 'number', 'duration minutes|duration|minutes|length|时长|通话时长|分钟|持续时间'),
]
