import { pinyin } from 'pinyin-pro'
import { fold } from './fold.ts'
import { placeName } from './organization-terms.ts'

const HAN = /\p{Script=Han}/u
const HAN_RUNS = /\p{Script=Han}+/gu

/** What parts of a Chinese address are in English; numbers need no 号. */
const PARTS: readonly (readonly [RegExp, string])[] = [
  [/大道$/u, 'avenue'],
  [/路$/u, 'road'],
  [/大街$|街$/u, 'street'],
  [/[巷弄里]$/u, 'lane'],
  [/区$/u, 'district'],
  [/[省市县镇乡]$/u, ''],
]
const AFTER_NUMBER: Readonly<Record<string, string>> = {
  室: 'room',
  楼: 'floor',
  层: 'floor',
  座: 'building',
  幢: 'building',
  栋: 'building',
}
const SPLIT = /(?<=[省市区县镇乡路街道巷弄号幢栋座楼室层])/u

const spelled = (han: string): string =>
  han === '' ? '' : pinyin(han, { toneType: 'none', separator: '', v: true }).replaceAll('v', 'u')

/** A city or region in Latin letters, in whichever writing it came: 上海市 and Shanghai are `shanghai`. */
export function romanizedPlace(text: string): string {
  if (!HAN.test(text)) return text
  return fold(text).replace(HAN_RUNS, (run) => {
    const known = placeName(run)
    return known === run ? spelled(run.length > 2 ? run.replace(/[省市区县]$/u, '') : run) : known
  })
}

/**
 * An address in Latin letters with English words for its parts, so that 南京路12号304室 and `Room 304, No. 12 Nanjing Road` have the
 * same words, if not in the same order.
 */
export function romanizedAddress(text: string): string {
  if (!HAN.test(text)) return text
  return fold(text).replace(HAN_RUNS, (run) => ` ${run.split(SPLIT).map(romanizedPart).join(' ')} `)
}

function romanizedPart(part: string): string {
  const known = placeName(part)
  if (known !== part) return known
  if (part === '号') return ''
  const unit = AFTER_NUMBER[part]
  if (unit) return unit
  for (const [end, english] of PARTS) {
    if (end.test(part) && part.length > 1) return `${spelled(part.replace(end, ''))} ${english}`
  }
  return spelled(part)
}
