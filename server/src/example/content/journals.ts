import type { Bilingual } from './likes.ts'

/**
 * Dated prose about a person or a house. Slots: {who} how one addresses the person, {firm} the house in short,
 * {p} a product they use, {city}. The first two lists are about persons, the third about houses.
 */
export const PERSON_STORIES: readonly Bilingual[] = [
  [
    '陪{who}走了一遍新洁净间。看得出对团队很自豪，也直说烦那些只在年底出现的供应商。',
    'Walked the new clean room with {who}. Proud of the team, and tired of vendors who only appear in December.',
  ],
  [
    '{who}话不多，但问题都在点子上。带去的原始数据比彩页管用，下次只带数据。',
    '{who} says little, but every question hits. Raw data worked better than the brochure; bring only data next time.',
  ],
  [
    '午饭时{who}说起女儿今年高考，想学化学。别在六月初约拜访。',
    '{who} mentioned over lunch that the daughter sits her finals this year and wants to read chemistry. No visits in early June.',
  ],
  [
    '{who}以前在别家用过同类{p}，吃过漂移的亏，所以验收时盯得特别细。理解了就好相处。',
    '{who} was burnt by drift on a similar {p} at an earlier job, hence the strict acceptance. Easy to work with once you know why.',
  ],
  [
    '{who}刚从研究岗转管理岗，预算流程还不熟，主动帮忙整理了一份采购时间表，很领情。',
    '{who} has just moved from research to management and is new to budgets. We drew up a purchasing calendar together; much appreciated.',
  ],
  [
    '通电话时听见孩子在旁边哭，{who}道了三次歉。以后下班时间改发消息。',
    'A child cried in the background and {who} apologised three times. Write instead of calling after five.',
  ],
  [
    '{who}收集老式玻璃器皿，办公室像个小博物馆。聊了二十分钟才谈到{p}。',
    '{who} collects old laboratory glass; the office is a small museum. Twenty minutes before we came to the {p}.',
  ],
  [
    '今天{who}第一次主动讲起竞品报价，说明信任上来了。报价没跟，讲清了寿命差别，认可。',
    'For the first time {who} spoke openly of a competing quote. We did not match it but explained the service life; accepted.',
  ],
  [
    '{who}膝盖做了手术，恢复中。寄了张手写卡片，没提生意。',
    '{who} is recovering from a knee operation. Sent a handwritten card, nothing about business.',
  ],
  [
    '{who}在部门会上替我们说了话：去年那次夜里送探头，他们一直记得。',
    '{who} spoke up for us in their meeting: they still remember the probes we brought at night last year.',
  ],
]

export const HOUSE_STORIES: readonly Bilingual[] = [
  [
    '{firm}今年把三个实验室并到{city}新址，设备清单要重做。机会在搬迁后的第一季度。',
    '{firm} is merging three laboratories in {city}. The equipment list will be redrawn; our chance is the first quarter after the move.',
  ],
  [
    '和{firm}的合作靠的是两件事：到货准，证书不出错。价格只排第三。',
    'What keeps {firm} with us: goods on time and certificates without mistakes. Price comes third.',
  ],
  [
    '{firm}换了采购系统，所有报价必须带物料号。已把对照表发给全组。',
    '{firm} has a new purchasing system; every quote needs their item numbers. The table is with the whole team.',
  ],
  [
    '审计季{firm}全员加班，送了两箱水果到门卫，没进去打扰。',
    '{firm} works late in the audit season. Left fruit at the gate and did not disturb anyone.',
  ],
  [
    '{firm}二期厂房封顶，环评在走流程。{p}至少还要四台，预算明年三月批。',
    'The second building of {firm} is topped out. At least four more {p}; the budget is decided in March.',
  ],
  [
    '{firm}最近回信慢，听门口师傅说在裁员。先保住耗材，别推大件。',
    '{firm} answers slowly; there is talk of lay-offs. Keep the consumables, do not push instruments.',
  ],
  [
    '第一次到{firm}：三楼左手实验室，停车要提前报车牌。',
    'First visit to {firm}: third floor left, and the car must be registered a day ahead.',
  ],
  [
    '{firm}自己做了一套{p}的使用规程，比我们的说明书还清楚，征得同意后拿来给新人培训用。',
    '{firm} wrote its own procedure for the {p}, clearer than our manual. With their leave we train new colleagues with it.',
  ],
]
