interface Contact {
  readonly family: string
  readonly given: string
  readonly firm: string
  readonly phone: string
  readonly mail: string
  readonly birthday: string
  readonly street: string
  readonly city: string
  readonly postcode: string
}

const NAMES = `
Whitcombe Harriet,O'Brien Declan,Fairweather Jonathan,Larsen Ingrid,Müller Jörg,García Lucía,Novák Tomáš,Dubois Élodie,
Hutchinson Margaret,Pemberton William,Kowalczyk Agnieszka,Bianchi Alessandro,Okafor Chinedu,Ramanathan Priya,
Nakamura Haruto,Castellano Beatrice,Thorne Elizabeth,Vandenberg Pieter,Ashworth Katherine,Sinclair Robert,
张 伟明,李 若兰,欧阳 明远,司马 青,诸葛 思齐,陈 嘉慧,王 建国,周 子涵,吴 雅琴,郑 志强`

const CITIES = ['Leeds', 'Bristol', 'Norwich', 'Exeter', 'Durham', 'Lincoln']

/** People with names of several languages, as one keeps them in an address book. */
export const BOOK: readonly Contact[] = NAMES.trim()
  .split(/,\s*/)
  .map((name, i) => {
    const [family, given] = name.split(' ') as [string, string]
    return {
      family,
      given,
      firm: `Firm No ${i} Ltd`,
      phone: isHan(family) ? `1380013${8000 + i}` : `07700 900${100 + i}`,
      mail: `person.${i}@book.example`,
      birthday: `19${60 + (i % 35)}-0${1 + (i % 9)}-1${i % 10}`,
      street: `${11 + 7 * i} Orchard Road`,
      city: CITIES[i % CITIES.length]!,
      postcode: `LS${1 + i} 4AB`,
    }
  })

function isHan(text: string): boolean {
  return /\p{Script=Han}/u.test(text)
}

/** The book as a mail service exports it (vCard 3.0), and as an office program does (2.1, quoted-printable, names turned round). */
export const exportedCards = (program: 'first' | 'second'): string =>
  BOOK.map((contact, i) => (program === 'first' ? mailCard(contact, i) : officeCard(contact, i)).join('\r\n')).join(
    '\r\n',
  )

const mailCard = (one: Contact, i: number) => [
  'BEGIN:VCARD',
  'VERSION:3.0',
  `FN:${isHan(one.family) ? `${one.family}${one.given}` : `${one.given} ${one.family}`}`,
  `N:${one.family};${one.given};;;`,
  `ORG:${one.firm}`,
  `EMAIL;TYPE=INTERNET:${one.mail}`,
  `TEL;TYPE=CELL:${isHan(one.family) ? one.phone : `+44 ${one.phone.slice(1)}`}`,
  `BDAY:${one.birthday}`,
  `ADR;TYPE=HOME:;;${one.street};${one.city};;${one.postcode};UK`,
  `NOTE:first ${i}`,
  'END:VCARD',
]

const officeCard = (one: Contact, i: number) => [
  'BEGIN:VCARD',
  'VERSION:2.1',
  `N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:${quoted(one.family)};${quoted(one.given)};;;`,
  `FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:${quoted(`${one.family}, ${one.given}`)}`,
  // Which of the ways to reach somebody an office program exports differs from card to card.
  ...(i % 3 === 0 ? [`EMAIL;PREF;INTERNET:${one.mail.toUpperCase()}`] : []),
  ...(i % 3 === 1 ? [`TEL;CELL;VOICE:${isHan(one.family) ? `+86-${one.phone}` : `+44 (0)${one.phone.slice(1)}`}`] : []),
  ...(i % 3 === 2 ? [`EMAIL;INTERNET:${i}@work.example`, `BDAY:${one.birthday.replaceAll('-', '')}`] : []),
  `ADR;HOME:;;${one.street};${one.city};;${one.postcode};United Kingdom`,
  `NOTE:second ${i}`,
  'END:VCARD',
]

const quoted = (text: string) =>
  [...new TextEncoder().encode(text)]
    .map((byte) => (byte > 126 || byte === 61 ? `=${byte.toString(16).toUpperCase()}` : String.fromCharCode(byte)))
    .join('')
