/** Languages whose opinion can be read without labels; `other` is everything else, and texts without words. */
export type TextLanguage = 'zh' | 'en' | 'other'

/** The words that no English sentence of some length does without. */
const ENGLISH = new Set(
  `the a an and or but not no is are was were be been am it its it's i i'm my me we our us you your he she they them this that
  these those of to in on at for from with by as so very too if when what who how all any there here have has had do does did
  don't didn't doesn't can can't cannot could will would won't should just more than then after before never ever again out up
  about because only even still get got good bad great nice terrible service product`.split(/\s+/),
)
/** And those by which its neighbours in the same script are known. */
const FOREIGN = new Set(
  `der die das und ist nicht ein eine mit für auf sehr ich wir sie le la les et est pas une dans pour avec très je nous vous el los
  las que es no una con por muy para pero il lo gli che è non un per molto sono de het een niet van en zeer o os não com uma
  muito jest nie się na bardzo`.split(/\s+/),
)

/**
 * Language of a text by script, and within Latin script by its commonest words. Han characters mixed with kana are Japanese and
 * with hangul Korean, hence `other`; a Chinese sentence with English names in it is Chinese.
 */
export function detectLanguage(text: string): TextLanguage {
  const folded = text.normalize('NFKC').toLowerCase()
  const count = (script: RegExp) => folded.match(script)?.length ?? 0
  const han = count(/\p{Script=Han}/gu)
  const kana = count(/[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu)
  const latin = folded.match(/[\p{Script=Latin}'’]+/gu) ?? []
  const elsewhere = count(
    /\p{Script=Cyrillic}+|\p{Script=Arabic}+|\p{Script=Greek}+|\p{Script=Thai}+|\p{Script=Hebrew}+/gu,
  )
  // A Chinese word has about two characters.
  if (han > 0 && kana <= 0.1 * han && han / 2 >= 0.3 * latin.length) return 'zh'
  if (kana > 0 || elsewhere > latin.length || latin.length === 0) return 'other'
  const plain = latin.map((word) => word.replaceAll('’', "'"))
  const english = plain.filter((word) => ENGLISH.has(word)).length
  const foreign = plain.filter((word) => FOREIGN.has(word) && !ENGLISH.has(word)).length
  if (foreign > english) return 'other'
  // Short texts ("broken charger") may hold none of either; letters beyond ASCII then speak against English.
  return english > 0 || (plain.length <= 6 && plain.every((word) => /^[a-z']+$/.test(word))) ? 'en' : 'other'
}
