import iconv from 'iconv-lite'

/** One property of a card: `item1.TEL;TYPE=home:+1…`. */
export interface CardProperty {
  readonly group: string
  /** Upper case. */
  readonly name: string
  /** Lower-case values of TYPE and bare parameters: `home`, `cell`, `pref`. */
  readonly types: readonly string[]
  /** Components between `;`; each has one or more values between `,`. */
  readonly parts: readonly (readonly string[])[]
}

const NO_TEXT = new Set(['PHOTO', 'LOGO', 'SOUND', 'KEY', 'AGENT'])
/** Properties whose semicolons and commas divide the value. */
const STRUCTURED = new Set(['N', 'ADR', 'ORG', 'GENDER'])
const LISTS = new Set(['CATEGORIES', 'NICKNAME'])

/**
 * Reads one unfolded content line of vCard 2.1, 3.0 or 4.0; undefined for what is none, and for pictures and keys,
 * which are no text.
 */
export function parseCardLine(line: string, version: string): CardProperty | undefined {
  const colon = valueStart(line)
  if (colon < 0) return undefined
  const [head, ...parameters] = splitOutsideQuotes(line.slice(0, colon), ';')
  const dot = head!.lastIndexOf('.')
  const name = head!
    .slice(dot + 1)
    .trim()
    .toUpperCase()
  if (!/^[A-Z0-9-]+$/.test(name) || NO_TEXT.has(name)) return undefined
  const { types, encoding, charset } = readParameters(parameters)
  const value = decodeValue(line.slice(colon + 1), encoding, charset)
  return { group: dot > 0 ? head!.slice(0, dot).toLowerCase() : '', name, types, parts: partsOf(name, value, version) }
}

function valueStart(line: string): number {
  let isQuoted = false
  for (let i = 0; i < line.length; i++) {
    const char = line[i]
    if (char === '"') isQuoted = !isQuoted
    else if (char === ':' && !isQuoted) return i
  }
  // A stray quote must not swallow the value.
  return line.indexOf(':')
}

function splitOutsideQuotes(text: string, separator: string): string[] {
  const parts: string[] = []
  let from = 0
  let isQuoted = false
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '"') isQuoted = !isQuoted
    else if (text[i] === separator && !isQuoted) {
      parts.push(text.slice(from, i))
      from = i + 1
    }
  }
  parts.push(text.slice(from))
  return parts
}

function readParameters(parameters: readonly string[]) {
  const types: string[] = []
  let encoding = ''
  let charset = ''
  for (const parameter of parameters) {
    const equals = parameter.indexOf('=')
    const key = equals < 0 ? '' : parameter.slice(0, equals).trim().toUpperCase()
    const value = parameter
      .slice(equals + 1)
      .replaceAll('"', '')
      .trim()
      .toLowerCase()
    if (key === 'ENCODING' || (key === '' && /^(quoted-printable|base64|b|8bit|7bit)$/.test(value))) encoding = value
    else if (key === 'CHARSET') charset = value
    else if (key === 'TYPE' || key === '') types.push(...value.split(','))
    else if (key === 'PREF' && value === '1') types.push('pref')
  }
  return { types, encoding, charset }
}

function decodeValue(value: string, encoding: string, charset: string): string {
  if (encoding !== 'quoted-printable') return value
  const bytes = quotedPrintable(value)
  return iconv.decode(bytes, charset !== '' && iconv.encodingExists(charset) ? charset : 'utf-8')
}

/** RFC 2045 section 6.7; characters beyond ASCII that were left as they are count as UTF-8. */
function quotedPrintable(value: string): Buffer {
  const bytes: Buffer[] = []
  let from = 0
  for (const match of value.matchAll(/=(?:([0-9A-Fa-f]{2})|\r?\n|$)/g)) {
    bytes.push(Buffer.from(value.slice(from, match.index)))
    if (match[1]) bytes.push(Buffer.from(match[1], 'hex'))
    from = match.index + match[0].length
  }
  bytes.push(Buffer.from(value.slice(from)))
  return Buffer.concat(bytes)
}

function partsOf(name: string, value: string, version: string): string[][] {
  if (!STRUCTURED.has(name)) {
    return [LISTS.has(name) ? splitEscaped(value, ',').map(plainText) : [plainText(value)]]
  }
  // In 2.1 a comma inside a component is an ordinary character.
  return splitEscaped(value, ';').map((part) =>
    (version === '2.1' || name === 'ORG' ? [part] : splitEscaped(part, ',')).map((text) => plainText(text).trim()),
  )
}

function splitEscaped(text: string, separator: string): string[] {
  const parts: string[] = []
  let from = 0
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '\\') i++
    else if (text[i] === separator) {
      parts.push(text.slice(from, i))
      from = i + 1
    }
  }
  parts.push(text.slice(from))
  return parts
}

const plainText = (text: string) =>
  text.includes('\\')
    ? text.replace(/\\([\\,;:"nN])/g, (_, char: string) => (char === 'n' || char === 'N' ? '\n' : char))
    : text
