export interface PhonePiece {
  readonly text: string
  readonly label: string | null
}

const NONE = /^(?:n\/?a|none|null|nil|nan|unknown|无|無|暂无|没有|不详|未知|空|[-–—./\\?*x×]+|0+)?$/i
/** Words that only say that a number follows. */
const NO_LABEL =
  /^(?:tel|telephone|phone|ph|mobile|mob|cell|call|t|m|p|电话|電話|手机|手機|手机号|手机号码|联系电话|号码|移动电话)$/i

/** Cuts a cell into its numbers and the words beside them. */
export function splitPhones(cell: string): PhonePiece[] {
  const text = cell
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .replace(/[‐‑‒–—―−]/g, '-')
    .trim()
    .replace(/^['‘’`]+/, '')
    .trim()
  if (NONE.test(text)) return []
  return pieces(text)
    .map(labelled)
    .filter((piece) => !NONE.test(piece.text))
}

const digitCount = (text: string) => text.replace(/\D/g, '').length

/** Separators that stand in no number cut always; the others only between two whole numbers. */
function pieces(text: string): string[] {
  const sure = text
    .split(/[;、\n\r|](?!\s*ext=)|\s*或者?\s*|\s+(?:or|and|和|及)\s+/i)
    .filter((part) => part.trim() !== '')
  return sure.flatMap((part) => cutBetweenNumbers(part.trim()))
}

function cutBetweenNumbers(text: string): string[] {
  const parts = text.split(/\s*[/,\\&]\s*/)
  if (parts.length < 2) return [text]
  // `0176/12345678` and `6502530000,123` are one number each; `N/A` has none.
  return parts.every((part) => digitCount(part) >= 7) ? parts : mergeShort(parts, text)
}

function mergeShort(parts: readonly string[], text: string): string[] {
  const whole = parts.filter((part) => digitCount(part) >= 7)
  // Two numbers and a scrap: the scrap stays visible as a piece of its own.
  if (whole.length >= 2) return [...parts]
  // A second ending after a slash, `88888888/8889`, may be another number or an extension: a person must say.
  const isEnding = parts.length === 2 && text.includes('/') && digitCount(parts[0]!) >= 10 && digitCount(parts[1]!) > 0
  return isEnding ? [...parts] : [text]
}

/** Takes off what is no part of the number: `(张经理)`, `办公:`, `138… 家`. */
function labelled(piece: string): PhonePiece {
  const labels: string[] = []
  let text = piece.replace(/[([【<{]([^\d()[\]【】<>{}]*[\p{L}][^\d()[\]【】<>{}]*)[)\]】>}]/gu, (_, words: string) => {
    labels.push(words)
    return ' '
  })
  text = text.replace(/^\s*([\p{L}][\p{L}\s.'’]*?)\s*[:：]\s*(?=[+(\d])/u, (_, words: string) => {
    labels.push(words)
    return ''
  })
  text = text.replace(/^\s*([\p{Script=Han}][\p{Script=Han}\s]*)(?=[+(\d])/u, (_, words: string) => {
    labels.push(words)
    return ''
  })
  text = text.replace(/(?<=\d{3}\s*)([\p{Script=Han}][\p{Script=Han}\s]*)$/u, (words: string) => {
    labels.push(words)
    return ''
  })
  const label = labels.map((words) => words.trim()).filter((words) => words !== '' && !NO_LABEL.test(words))
  return { text: text.replace(/\s+/g, ' ').trim(), label: label.length > 0 ? label.join(' ').slice(0, 100) : null }
}
