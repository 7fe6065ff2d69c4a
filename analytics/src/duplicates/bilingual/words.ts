/** Characters with their readings, as `伟 wei`; the generator has its own tables so that it does not test the comparators on themselves. */
const table = (text: string): readonly (readonly [string, string])[] =>
  text
    .trim()
    .split(/\s*[|\n]\s*/)
    .map((entry) => entry.split(' ') as [string, string])

/** Most frequent first. */
export const SURNAMES = table(`
王 wang|李 li|张 zhang|刘 liu|陈 chen|杨 yang|赵 zhao|黄 huang|周 zhou|吴 wu|徐 xu|孙 sun|胡 hu|朱 zhu|高 gao|林 lin|何 he|郭 guo|马 ma|罗 luo
梁 liang|宋 song|郑 zheng|谢 xie|韩 han|唐 tang|冯 feng|于 yu|董 dong|萧 xiao|程 cheng|曹 cao|袁 yuan|邓 deng|许 xu|傅 fu|沈 shen|曾 zeng|彭 peng|吕 lv
苏 su|卢 lu|蒋 jiang|蔡 cai|贾 jia|丁 ding|魏 wei|薛 xue|叶 ye|阎 yan|余 yu|潘 pan|杜 du|戴 dai|夏 xia|钟 zhong|汪 wang|田 tian|任 ren|姜 jiang
范 fan|方 fang|石 shi|姚 yao|谭 tan|廖 liao|邹 zou|熊 xiong|金 jin|陆 lu|孔 kong|白 bai|崔 cui|康 kang|毛 mao|邱 qiu|秦 qin|江 jiang|史 shi|顾 gu
单 shan|仇 qiu|解 xie|查 zha|区 ou|欧阳 ouyang|司马 sima|上官 shangguan|诸葛 zhuge|夏侯 xiahou`)

export const GIVEN = table(`
伟 wei|芳 fang|娜 na|敏 min|静 jing|丽 li|强 qiang|磊 lei|军 jun|洋 yang|勇 yong|艳 yan|杰 jie|娟 juan|涛 tao|明 ming|超 chao|秀 xiu|霞 xia|平 ping
刚 gang|桂 gui|英 ying|华 hua|玉 yu|兰 lan|萍 ping|红 hong|建 jian|国 guo|文 wen|志 zhi|海 hai|春 chun|梅 mei|晓 xiao|小 xiao|燕 yan|鹏 peng|飞 fei
宇 yu|浩 hao|欣 xin|佳 jia|嘉 jia|琳 lin|雪 xue|婷 ting|丹 dan|玲 ling|慧 hui|辉 hui|斌 bin|波 bo|亮 liang|东 dong|雷 lei|龙 long|鑫 xin|俊 jun
峰 feng|凯 kai|晨 chen|晖 hui|子 zi|涵 han|梓 zi|轩 xuan|诗 shi|雨 yu|思 si|远 yuan|天 tian|瑞 rui|泽 ze|博 bo|睿 rui|倩 qian|颖 ying|蕾 lei
莉 li|云 yun|立 li|新 xin|庆 qing|永 yong|成 cheng|德 de|福 fu|荣 rong|振 zhen|宏 hong|彬 bin|乐 le|朝 chao|长 chang|行 xing|重 zhong|昊 hao|怡 yi`)

/** Characters that are mistaken for each other by ear. */
export const BY_EAR =
  '伟玮炜维 芳方 敏闽 静婧靖 丽莉俐 磊蕾雷 军君钧俊 洋阳扬 艳燕彦 杰洁捷 娟鹃 涛滔 明铭鸣 华桦 红虹宏洪 文雯闻 志智 晓小筱 飞菲 宇雨玉 浩昊皓 欣新鑫馨 佳嘉家 琳林 婷亭 玲铃灵 慧惠 辉晖 斌彬 波博 峰锋丰 晨辰 涵晗 思斯 远媛 瑞睿 倩茜 颖影 永勇 成诚 荣容'.split(
    ' ',
  )

/** Simplified and traditional characters of the tables. */
export const TRADITIONAL = new Map(
  '张張 刘劉 陈陳 杨楊 赵趙 黄黃 吴吳 孙孫 马馬 罗羅 宋宋 郑鄭 谢謝 韩韓 冯馮 萧蕭 邓鄧 许許 吕呂 苏蘇 卢盧 蒋蔣 贾賈 叶葉 阎閻 钟鐘 范範 谭譚 邹鄒 陆陸 单單 顾顧 区區 欧歐 阳陽 马馬 诸諸 伟偉 静靜 丽麗 强強 军軍 杰傑 涛濤 红紅 华華 兰蘭 建建 国國 晓曉 鹏鵬 飞飛 玲玲 东東 龙龍 凯凱 轩軒 诗詩 远遠 颖穎 云雲 庆慶 荣榮 乐樂 长長 辉輝 慧慧 亮亮 电電 贸貿 业業 实實 团團 机機 广廣 汉漢 苏蘇 门門 宁寧 岛島 庄莊 车車 医醫 药藥 网網 络絡 资資 术術 湾灣 区區 号號 楼樓 层層'
    .split(' ')
    .map((pair) => [pair[0]!, pair[1]!] as const),
)

export const ENGLISH =
  'David Michael James Robert William Richard Thomas Daniel Matthew Andrew Christopher Nicholas Alexander Samuel Benjamin Stephen Peter Kevin Jason Eric Tony Frank Henry Jack Leo Elizabeth Katherine Margaret Jennifer Jessica Rebecca Susan Emily Sarah Laura Amy Grace Helen Linda Nancy Anna Sophia Olivia Christine Vivian Cindy Alice Lucy Lily Rachel'.split(
    ' ',
  )
export const ENGLISH_SURNAMES =
  'Smith Johnson Williams Brown Jones Miller Davis Wilson Anderson Taylor Thomas Moore Martin Jackson Thompson White Harris Clark Lewis Walker Young King Wright Scott Green Baker Adams Nelson Hill Campbell Mitchell Roberts Carter Phillips Evans Turner Parker Collins Edwards Stewart Morris Murphy Cook Rogers Schmidt Müller Schneider Fischer Weber García Martínez López Rossi Ferrari Dubois Lefèvre Larsson Kowalski'.split(
    ' ',
  )
export const SHORT_NAMES = new Map(
  'David Dave|Michael Mike|James Jim|Robert Bob|William Bill|Richard Rick|Thomas Tom|Daniel Dan|Matthew Matt|Andrew Andy|Christopher Chris|Nicholas Nick|Alexander Alex|Samuel Sam|Benjamin Ben|Stephen Steve|Elizabeth Liz|Katherine Kate|Margaret Maggie|Jennifer Jenny|Jessica Jess|Rebecca Becky|Susan Sue|Christine Tina|Anna Annie|Sophia Sophie'
    .split('|')
    .map((pair) => pair.split(' ') as [string, string]),
)

/** Chinese, English, area code. */
export const CITIES =
  '上海 Shanghai 021|北京 Beijing 010|深圳 Shenzhen 0755|广州 Guangzhou 020|杭州 Hangzhou 0571|南京 Nanjing 025|苏州 Suzhou 0512|成都 Chengdu 028|武汉 Wuhan 027|西安 Xian 029|青岛 Qingdao 0532|宁波 Ningbo 0574|厦门 Xiamen 0592|天津 Tianjin 022|重庆 Chongqing 023|大连 Dalian 0411'
    .split('|')
    .map((line) => line.split(' ') as [string, string, string])

/** Syllables of firms' names. */
export const FIRM = table(`
宏 hong|达 da|鑫 xin|泰 tai|华 hua|盛 sheng|瑞 rui|丰 feng|恒 heng|信 xin|诚 cheng|嘉 jia|隆 long|兴 xing|源 yuan|博 bo|远 yuan|康 kang|德 de|明 ming
天 tian|海 hai|金 jin|安 an|佳 jia|创 chuang|腾 teng|凯 kai|富 fu|永 yong|星 xing|辰 chen|润 run|通 tong|正 zheng|联 lian|维 wei|亿 yi|科 ke|立 li`)

export const KINDS =
  '科技 Technology|贸易 Trading|电子 Electronics|机械 Machinery|物流 Logistics|食品 Food|医药 Pharmaceutical|软件 Software|咨询 Consulting|建筑 Construction|纺织 Textile|化工 Chemical|传媒 Media|投资 Investment|教育 Education|家具 Furniture'
    .split('|')
    .map((line) => line.split(' ') as [string, string])

/** Chinese, pinyin. */
export const ROADS =
  "中山路 Zhongshan Road|人民路 Renmin Road|解放路 Jiefang Road|建设路 Jianshe Road|南京路 Nanjing Road|和平路 Heping Road|长江路 Changjiang Road|文化路 Wenhua Road|新华路 Xinhua Road|延安路 Yan'an Road|学院路 Xueyuan Road|滨江大道 Binjiang Avenue|科技园路 Kejiyuan Road|朝阳路 Chaoyang Road|青年路 Qingnian Road|东风路 Dongfeng Road"
    .split('|')
    .map((line) => [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)] as const)
export const MAIL = [
  'qq.com',
  '163.com',
  '126.com',
  'gmail.com',
  'outlook.com',
  'sina.com',
  'foxmail.com',
  'hotmail.com',
]
