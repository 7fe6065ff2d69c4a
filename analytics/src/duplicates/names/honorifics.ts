/** Behind a Han name, longest first: none of them occurs in given names at that place. */
const BEHIND =
  /(?:董事长|总经理|副总裁|工程师|先生|女士|小姐|太太|夫人|经理|老师|教授|博士|医生|医师|大夫|主任|总监|总裁|局长|处长|科长|院长|校长|律师|师傅|阿姨|同志|同学|部长|主管|店长|厂长|老板|收|总)$/u
/** Only behind a bare surname (王工, 李姐): in longer names these are given names. */
const BEHIND_SURNAME = /^(\p{Script=Han})[工哥姐董局处院叔嫂]$/u
/** Only before a bare surname (小王, 老李). */
const BEFORE_SURNAME = /^[小老阿](\p{Script=Han})$/u

const LATIN = new Set(
  'mr mrs ms miss mister dr prof professor sir madam mx hon rev attn jr sr ii iii iv phd md mba cpa esq dipl ing herr frau mme mlle monsieur madame'.split(
    ' ',
  ),
)

/** A Han name without titles and forms of address. `isSurname` when these show that nothing but the surname is there. */
export function withoutHonorific(name: string): { name: string; isSurname: boolean } {
  const bare = name.replace(BEHIND, '')
  if (bare !== '' && bare !== name) return { name: bare, isSurname: bare.length === 1 }
  const surname = BEHIND_SURNAME.exec(name)?.[1] ?? BEFORE_SURNAME.exec(name)?.[1]
  return surname ? { name: surname, isSurname: true } : { name, isSurname: false }
}

/** Words without titles; all of them when there is nothing else. */
export function withoutTitles(words: readonly string[]): readonly string[] {
  const rest = words.filter((word) => !LATIN.has(word))
  return rest.length === 0 ? words : rest
}
