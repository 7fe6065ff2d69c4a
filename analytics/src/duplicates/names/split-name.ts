import { readPerson } from './person.ts'

export interface NameParts {
  readonly family: string | null
  readonly given: string | null
}

/** The parts of a whole name as they are compared: folded, the family name told by comma, capitals, surname lists or place. */
export function splitName(text: string): NameParts {
  const person = readPerson(text)
  if (person?.han) return { family: person.han.family || null, given: person.han.given || null }
  const family = person?.latin?.families[0]
  if (!family) return { family: null, given: null }
  const given = person.latin!.words.filter((word) => word !== family).map((word) => word.text)
  return { family: family.text, given: given.join(' ') || null }
}
