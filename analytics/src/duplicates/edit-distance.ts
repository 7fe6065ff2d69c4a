let previous = new Uint16Array(64)
let current = new Uint16Array(64)
let before = new Uint16Array(64)

/**
 * Edits (insert, delete, replace, exchange of neighbours) that turn one text into the other: optimal string alignment, the
 * restricted distance of Damerau 1964. Stops once more than `most` are needed and then returns `most + 1`.
 */
export function editDistance(a: string, b: string, most: number): number {
  if (a === b) return 0
  const [n, m] = [a.length, b.length]
  if (Math.abs(n - m) > most) return most + 1
  if (m + 1 > previous.length) {
    previous = new Uint16Array(2 * m + 2)
    current = new Uint16Array(2 * m + 2)
    before = new Uint16Array(2 * m + 2)
  }
  for (let j = 0; j <= m; j++) previous[j] = j
  for (let i = 1; i <= n; i++) {
    const code = a.charCodeAt(i - 1)
    const [from, to] = [Math.max(1, i - most), Math.min(m, i + most)]
    // Cells outside the band cost too much by themselves.
    current[from - 1] = from === 1 ? i : most + 1
    let least = current[from - 1]!
    for (let j = from; j <= to; j++) {
      const other = b.charCodeAt(j - 1)
      let cost = previous[j - 1]! + (code === other ? 0 : 1)
      const above = j < i + most ? previous[j]! + 1 : most + 1
      if (above < cost) cost = above
      const left = current[j - 1]! + 1
      if (left < cost) cost = left
      if (i > 1 && j > 1 && code === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === other) {
        const exchanged = before[j - 2]! + 1
        if (exchanged < cost) cost = exchanged
      }
      current[j] = cost
      if (cost < least) least = cost
    }
    if (least > most) return most + 1
    const spare = before
    before = previous
    previous = current
    current = spare
  }
  return Math.min(previous[m]!, most + 1)
}

/** Which letters occur in a text, one bit for each of 32 kinds. */
export function letterMask(text: string): number {
  let mask = 0
  for (let i = 0; i < text.length; i++) mask |= 1 << (text.charCodeAt(i) & 31)
  return mask
}

/** Least number of edits between texts with these masks: a letter that only one of them has takes an edit of its own. */
export function fewestEdits(a: number, b: number): number {
  const [over, under] = [countBits(a & ~b), countBits(b & ~a)]
  return Math.max(over, under)
}

function countBits(mask: number): number {
  const pairs = mask - ((mask >>> 1) & 0x55555555)
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333)
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}

const letters = new Int16Array(128)

/** Letters that one text has and the other lacks, whatever their order; the greater of the two sides. Beyond ASCII by code mod 128. */
export function bagDistance(a: string, b: string): number {
  letters.fill(0)
  for (let i = 0; i < a.length; i++) letters[a.charCodeAt(i) & 127]!++
  for (let i = 0; i < b.length; i++) letters[b.charCodeAt(i) & 127]!--
  let over = 0
  let under = 0
  for (let i = 0; i < 128; i++) {
    const rest = letters[i]!
    if (rest > 0) over += rest
    else under -= rest
  }
  return Math.max(over, under)
}

/** Half-width, lower case, without accents and with single blanks. */
export function foldText(text: string): string {
  // Plain ASCII is by far the most common and needs no normal forms.
  const plain = isAscii(text)
    ? text
    : text
        .normalize('NFKD')
        .replace(/\p{M}+/gu, '')
        .normalize('NFC')
  const lower = plain.toLowerCase()
  return /^\s|\s\s|[\t\r\n\f\v\u00a0\u3000]|\s$/.test(lower) ? lower.replace(/\s+/g, ' ').trim() : lower
}

const tally = new Uint16Array(128)

/** The letters of a text in the order of their codes: what remains when they are scrambled. */
export function sortLetters(text: string): string {
  if (!isAscii(text)) return [...text].sort().join('')
  tally.fill(0)
  for (let i = 0; i < text.length; i++) tally[text.charCodeAt(i)]!++
  let sorted = ''
  for (let code = 32; code < 128; code++) {
    for (let count = tally[code]!; count > 0; count--) sorted += ASCII[code]
  }
  return sorted
}

const ASCII = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code))

export function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 127) return false
  return true
}

/** The consonants as they sound alike in many spellings: vowels dropped behind the first letter, doubled letters once. */
export function soundSkeleton(text: string): string {
  const word = text
    .replace(/[^a-z]/g, '')
    .replace(/^(kn|gn|wr)/, (start) => start[1]!)
    .replace(/ph/g, 'f')
    .replace(/gh/g, '')
    .replace(/ck|q|c(?![eiyh])/g, 'k')
    .replace(/[cz]/g, 's')
    .replace(/[vw]/g, 'f')
    .replace(/j/g, 'g')
    .replace(/d/g, 't')
    .replace(/m/g, 'n')
  const first = word[0] ?? ''
  return (
    (/[aeiouy]/.test(first) ? 'a' : first) +
    word
      .slice(1)
      .replace(/[aeiouyh]/g, '')
      .replace(/(.)\1+/g, '$1')
  )
}
