import type { CardProperty } from './vcard-lines.ts'

/** Column name → value, in the order in which columns should stand. */
export type CardCells = Map<string, string>

const SIMPLE: Readonly<Record<string, string>> = {
  FN: 'Full name',
  TITLE: 'Title',
  ROLE: 'Role',
  EMAIL: 'Email',
  URL: 'URL',
  NOTE: 'Note',
  UID: 'UID',
  LANG: 'Language',
  KIND: 'Kind',
  NICKNAME: 'Nickname',
  CATEGORIES: 'Categories',
  'X-QQ': 'QQ',
  'X-WECHAT': 'WeChat',
  'X-WEIXIN': 'WeChat',
}
const NAME_PARTS = ['Family name', 'Given name', 'Additional name', 'Prefix', 'Suffix']
const ADDRESS_PARTS = ['PO box', 'Extended address', 'Address', 'City', 'Region', 'Postcode', 'Country']
const GENDERS: Readonly<Record<string, string>> = { M: 'male', F: 'female', O: 'other', N: 'none', U: 'unknown' }

/** Lays a card out as named cells. What repeats gets a number: `Phone (2)`. Values keep the order of the card, preferred first. */
export function cardCells(properties: readonly CardProperty[]): CardCells {
  const cells: CardCells = new Map()
  for (const property of preferredFirst(properties)) addProperty(cells, property)
  if (!cells.has('Full name')) {
    const name = ['Given name', 'Additional name', 'Family name'].map((part) => cells.get(part)).filter(Boolean)
    if (name.length > 0) cells.set('Full name', name.join(' '))
  }
  return cells
}

function preferredFirst(properties: readonly CardProperty[]): CardProperty[] {
  const isPreferred = (property: CardProperty) => (property.types.includes('pref') ? 0 : 1)
  return properties.toSorted((a, b) => (a.name === b.name ? isPreferred(a) - isPreferred(b) : 0))
}

function addProperty(cells: CardCells, { name, types, parts }: CardProperty) {
  const text = (index: number) => (parts[index] ?? []).filter((value) => value !== '').join(', ')
  switch (name) {
    case 'N':
      for (const [i, column] of NAME_PARTS.entries()) if (!cells.has(column)) put(cells, column, text(i))
      return
    case 'ORG':
      put(cells, 'Organization', text(0))
      return put(cells, 'Department', parts.slice(1).flat().filter(Boolean).join(', '))
    case 'ADR':
      return addAddress(
        cells,
        ADDRESS_PARTS.map((_, i) => text(i)),
      )
    case 'TEL':
      return put(cells, types.includes('fax') ? 'Fax' : types.includes('pager') ? 'Pager' : 'Phone', phone(text(0)))
    case 'GENDER':
      return put(cells, 'Gender', GENDERS[text(0).toUpperCase()] ?? (text(1) || text(0)))
    case 'BDAY':
      if (!cells.has('Birthday')) put(cells, 'Birthday', cardDate(text(0)))
      return
    case 'ANNIVERSARY':
      return put(cells, 'Anniversary', cardDate(text(0)))
    default: {
      const column = SIMPLE[name]
      if (column) put(cells, column, text(0).replace(/^mailto:/i, ''))
    }
  }
}

function addAddress(cells: CardCells, address: readonly string[]) {
  if (address.every((part) => part === '')) return
  const number = ADDRESS_PARTS.reduce((taken, column) => {
    let next = 1
    while (cells.has(numbered(column, next))) next++
    return Math.max(taken, next)
  }, 1)
  // Old Android and Gmail write everything into the first, never used, part.
  const whole = address.slice(1).every((part) => part === '') ? ['', '', address[0]!, '', '', '', ''] : address
  for (const [i, column] of ADDRESS_PARTS.entries()) if (whole[i]) cells.set(numbered(column, number), whole[i]!)
}

function put(cells: CardCells, column: string, value: string) {
  const text = value.trim()
  if (text === '') return
  let number = 1
  while (cells.has(numbered(column, number))) {
    if (cells.get(numbered(column, number)) === text) return
    number++
  }
  cells.set(numbered(column, number), text)
}

const numbered = (column: string, number: number) => (number === 1 ? column : `${column} (${number})`)

const phone = (value: string) => value.replace(/^tel:/i, '').replace(/;ext=/i, ' ext. ')

/** `19800322` and `1980-03-22T00:00:00Z` as `1980-03-22`; a day without a year, `--0203`, as `--02-03`. */
function cardDate(value: string): string {
  const whole = /^(\d{4})-?(\d{2})-?(\d{2})(?:T|$)/.exec(value.trim())
  if (whole) return `${whole[1]}-${whole[2]}-${whole[3]}`
  const yearless = /^--(\d{2})-?(\d{2})/.exec(value.trim())
  return yearless ? `--${yearless[1]}-${yearless[2]}` : value
}

/** The order in which a table of cards shows its columns. */
export const CARD_COLUMNS = [
  'Full name',
  'Family name',
  'Given name',
  'Additional name',
  'Prefix',
  'Suffix',
  'Nickname',
  'Organization',
  'Department',
  'Title',
  'Role',
  'Email',
  'Phone',
  'Fax',
  'Pager',
  'WeChat',
  'QQ',
  ...ADDRESS_PARTS,
  'Birthday',
  'Anniversary',
  'Gender',
  'Language',
  'URL',
  'Categories',
  'Note',
  'Kind',
  'UID',
] as const
