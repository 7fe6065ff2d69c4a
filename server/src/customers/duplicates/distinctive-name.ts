/**
 * The part of a firm's name that tells it from others: without legal form, place in brackets and the words that every
 * third firm has. For looking candidates up only; how alike two names are is for the matcher to say.
 */
export function distinctiveName(name: string): string {
  const folded = name.normalize('NFKC').replace(/[([（【].*?[)\]）】]/g, ' ')
  const short = folded.replace(CHINESE_FORMS, '').replace(LATIN_FORMS, ' ').replace(CHINESE_TRADES, '').trim()
  return short.length >= 2 ? short : folded.trim() || name
}

const CHINESE_FORMS = /(股份)?(有限)?(责任)?公司|集团|(分|总|子)公司|控股|事务所|合伙企业/g
const LATIN_FORMS =
  /\b(co|company|corp|corporation|inc|incorporated|ltd|limited|llc|llp|plc|gmbh|ag|sa|sas|srl|bv|nv|oy|ab|pte|pty|group|holdings?)\b\.?,?/gi
const CHINESE_TRADES =
  /(科技|技术|信息|贸易|实业|电子|商贸|网络|国际|发展|投资|制造|机械|建设|工程|咨询|服务|文化|传媒)+$/g
