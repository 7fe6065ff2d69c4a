import type { Comparator } from '../comparator.ts'
import { fullGivenName } from './nicknames.ts'
import { type PersonName, readPerson } from './person.ts'
import { comparePersons, PERSON, termOf } from './person-agreement.ts'
import { surnameSpellings } from './romanization.ts'
import { surnamesSpelled } from './surnames.ts'

const KEYS_MAX = 8

/**
 * Names of persons in one column, Chinese and English, in either order. Titles, accents, case, hyphens and traditional forms make
 * no difference. Levels:
 *
 * - `differs`
 * - `surname`: only the surname agrees (王总 and 王伟, David Zhang and 张伟, Chan and 陈), or one is a single word of the other
 * - `initials`: J. Smith and John Smith, Zhang XM and 张小明
 * - `alike`: two slips, the same sound, a cut-off word; a Chinese given name with one character changed or missing
 * - `close`: one slip (Jon Smith); a character written by ear (张伟 and 张玮); a middle name more
 * - `nickname`: Bob Smith and Robert Smith
 * - `pinyin`: the same in the other writing, by any plausible reading or usual romanization (曾小明 and Tseng Hsiao-ming)
 * - `swapped`: the same words in another order or with blanks elsewhere (Xiaoming Zhang and Zhang Xiao Ming)
 * - `same`
 */
export const fullName: Comparator<PersonName> = {
  role: 'full-name',
  levels: Object.keys(PERSON),
  termLevel: PERSON.swapped,
  prepare: readPerson,
  compare: comparePersons,
  termKey: termOf,
  independentParts({ han, latin }) {
    if (han) return han.given === '' ? null : [han.given, han.family]
    const family = latin!.families[0]
    const given = latin!.words.find((word) => word !== family)
    return family && given ? [given.text, family.text] : null
  },
  blockingKeys({ han, latin }) {
    const keys = new Set<string>()
    if (han) {
      keys.add(`x:${han.text}`)
      for (const family of han.familyPinyin.slice(0, 3)) {
        if (han.givenPinyin === '') continue
        keys.add(`p:${family}${han.givenPinyin}`).add(`i:${family} ${han.givenPinyin[0]}`)
      }
    }
    if (latin) {
      if (!han) keys.add(`x:${termOf({ han, latin })}`)
      for (const whole of latin.wholes.slice(0, 2)) keys.add(`p:${whole}`)
      for (const family of latin.families.slice(0, 2)) {
        const surname = surnamesSpelled(family.text)[0]
        const other = latin.words.find((word) => word !== family)
        // Tsang meets 曾 under zeng.
        if (surname && other) keys.add(`i:${surnameSpellings(surname)[0]} ${fullGivenName(other.text)[0]}`)
        for (const word of latin.words) {
          if (word !== family && keys.size < KEYS_MAX - 1) keys.add(`i:${family.text} ${fullGivenName(word.text)[0]}`)
        }
      }
      if (latin.words.length > 1)
        keys.add(
          `s:${latin.words
            .map(({ sound }) => sound)
            .sort((a, b) => a - b)
            .join(' ')}`,
        )
    }
    return [...keys].slice(0, KEYS_MAX)
  },
}
