/**
 * Spellings of Chinese surnames that pinyin does not give: Cantonese (Hong Kong), Hokkien, Teochew and Hakka (Singapore, Malaysia,
 * Taiwan) and old postal forms. Wade–Giles follows by rule.
 */
const SPELLINGS = `
陈 chan tan chin tran|王 wong ong heng vong|黄 wong ng hwang ooi wee wang|李 lee lei lay|张 cheung chang teo chong tiong cheong|林 lam lim
吴 ng goh woo eng|刘 lau low lew lao|蔡 choi choy chua chai tsoi chye|杨 yeung yeo young yong|郑 cheng tay teh tee|何 ho hoe hor
郭 kwok quek kuok kwek|周 chow chou chew chau chiew|梁 leung leong neo liong|罗 law lo loh|谢 tse chia cheah seah tay|许 hui koh khoo hii hsu
徐 tsui chui chee choi|朱 chu choo gee|曾 tsang chan chen cheng tjan|邓 tang teng|叶 yip yap ip|肖 siu siew seow|萧 siu siew seow hsiao
冯 fung foong phang|潘 poon phua pun|余 yu yue yee|卢 lo loo|高 ko kao|胡 wu woo oh|孙 suen soon sng|马 ma mah beh|赵 chiu chao teo
钟 chung cheong chong|石 shek shih|区 au aw ou|欧 au aw|欧阳 auyeung owyang auyong|司徒 szeto seto situ|司马 szema sima|上官 sheungkoon
苏 so soh soo|洪 hung ang|江 kong kang|姜 keung|方 fong png pang hong|沈 shum sim sum|汤 tong thong|关 kwan|简 kan gan|莫 mok|麦 mak
龙 lung|唐 tong tang|雷 lui looi loy|彭 pang phang peng|袁 yuen wan|阮 yuen nguyen|游 yau yew|邱 yau khoo chiu khu|翁 yung ang|施 sze see
史 sze|尹 wan|温 wan woon oon|文 man boon|魏 ngai gwee|严 yim giam|颜 ngan gan|甘 kam|金 kam kim chin|倪 ngai|程 ching thia|丁 ting
傅 foo poh|付 foo|夏 ha hay|薛 sit see|秦 chun chin|韩 hon hang|白 pak peh|孔 hung|曹 cho chou|崔 tsui choi|戴 tai tay|邵 shiu siew
侯 hau how|田 tin|任 yam yum|姚 yiu yeo|董 tung tang|杜 to toh|宋 sung song|伍 ng|古 koo|顾 koo|霍 fok|柯 or kua|连 lin|廖 liu liew leow
黎 lai|赖 lai loy|骆 lok|陆 luk loke look|吕 lui loo loy lu|查 cha char|葛 kot|贺 hor|龚 kung keong|毛 mo|钱 chin|俞 yu|章 cheung chang
詹 chim chan|饶 yiu|康 hong|凌 ling|卓 cheuk toh|官 koon|岑 shum sam|冼 sin|容 yung|符 foo|韦 wai|蒋 cheung chiang|武 mo|段 tuen|丘 yau`

/** Surnames of two characters. */
const COMPOUND = new Set(
  '欧阳 司马 司徒 上官 诸葛 皇甫 令狐 东方 西门 南宫 夏侯 尉迟 公孙 长孙 慕容 宇文 独孤 端木 轩辕 澹台 闻人 申屠 太史 公羊 赫连 钟离 鲜于 闾丘 单于 拓跋 呼延 百里 东郭 万俟 淳于 濮阳 司空 左丘 宗政 达奚'.split(
    ' ',
  ),
)

/** Common surnames, by whose reading a Latin word is taken for one. */
const COMMON =
  '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐沿梅莫庄辛管祝左涂谷祁时舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边辜吉饶刁瞿戚丘古米池滕晋苑邬臧畅宫来嵺苟全褚廉简娄盖符奚木穆党燕郎邸冀谈姬屠连郜晏栾郁商蒙计喻揭窦迟宇敖糜鄢冷卓花仇艾蓝都巩稽井练仲乐虞卞封竺冼原官衣楚佟栗匡宗应台巫鞠僧桑荆谌银扬明沙薄伏岑习胥保和蔺'

/** A compound or single surname at the head of a Han name; the character count. */
export const surnameLength = (name: string): number =>
  name.length > 2 && COMPOUND.has(name.slice(0, 2)) ? 2 : name.length > 1 && COMPOUND.has(name) ? 2 : 1

const spellingsBySurname = new Map<string, string[]>()
const surnamesBySpelling = new Map<string, string[]>()
for (const entry of SPELLINGS.trim().split(/[|\n]/)) {
  const [surname, ...spellings] = entry.split(' ') as [string, ...string[]]
  spellingsBySurname.set(surname, spellings)
  for (const spelling of spellings)
    surnamesBySpelling.set(spelling, [...(surnamesBySpelling.get(spelling) ?? []), surname])
}

/** Spellings of a Han surname beside its pinyin. */
export const otherSpellings = (surname: string): readonly string[] => spellingsBySurname.get(surname) ?? []

/** Han surnames that a spelling in no pinyin stands for (Wong: 王, 黄). */
export const surnamesSpelled = (spelling: string): readonly string[] => surnamesBySpelling.get(spelling) ?? []

/** Common and compound surnames, each as a whole. */
export const commonSurnames = (): string[] => [...COMMON, ...COMPOUND]
