import { sortName } from '../names.ts'

export interface Addressee {
  readonly kind: string
  readonly name: string
  readonly familyName?: string | null | undefined
  readonly latinName?: string | null | undefined
  readonly jobTitle?: string | null | undefined
  readonly gender?: string | null | undefined
}

const HAN = /\p{Script=Han}/u
const HAN_NAME = /^\p{Script=Han}{2,4}$/u
const COMPOUND_SURNAMES = new Set(
  '欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 令狐 慕容 夏侯 司徒 端木 百里 南宫 长孙 宇文 轩辕 司空 钟离 闻人 澹台 万俟 申屠 太史 呼延 独孤 第五 西门 东郭 歐陽 司馬 諸葛 尉遲 公孫 長孫'.split(
    ' ',
  ),
)

/** Titles as they are said behind a family name; a deputy is spoken to like the chief. The first that fits holds. */
const SPOKEN_TITLES: readonly (readonly [RegExp, string])[] = [
  [/(?:总经理|总裁|首席\p{Script=Han}{1,4}官|C[EFOTI]O)$/iu, '总'],
  [/工程师$/u, '工'],
  [
    /(董事长|主任|经理|总监|主管|教授|博士|医生|医师|老师|院士|律师|主席|书记|科长|处长|部长|局长|院长|校长|所长|厂长|店长|站长|队长|馆长|主编)$/u,
    '',
  ],
]

function spokenTitle(jobTitle: string): string | null {
  for (const [pattern, said] of SPOKEN_TITLES) {
    const found = pattern.exec(jobTitle.trim())
    if (found) return said || found[1]!
  }
  return null
}

function chineseFamilyName({ name, familyName }: Addressee): string | null {
  if (familyName && HAN.test(familyName)) return familyName
  if (!HAN_NAME.test(name)) return null
  const compound = name.slice(0, 2)
  return name.length > 2 && COMPOUND_SURNAMES.has(compound) ? compound : name.slice(0, 1)
}

const GENDER_TITLES = { 'zh-CN': { female: '女士', male: '先生' }, en: { female: 'Ms', male: 'Mr' } } as const

const isGender = (gender: unknown): gender is 'female' | 'male' => gender === 'female' || gender === 'male'

/**
 * How one speaks to a person in Chinese: family name and title, else by gender, else by the whole name.
 * @example addressInChinese({ kind: 'person', name: '沈若兰', jobTitle: '质检部主任' }) === '沈主任'
 */
export function addressInChinese(person: Addressee): string {
  const title = person.jobTitle ? spokenTitle(person.jobTitle) : null
  const honorific = title ?? (isGender(person.gender) ? GENDER_TITLES['zh-CN'][person.gender] : null)
  const family = chineseFamilyName(person)
  if (family) return honorific ? `${family}${honorific}` : person.name
  if (!honorific) return `${person.name} `
  return `${person.familyName?.trim() || person.name} ${honorific}`
}

/**
 * How one speaks to a person in English: Dr, Ms or Mr and family name, else the whole name.
 * @example addressInEnglish({ kind: 'person', name: '沈若兰', gender: 'female' }) === 'Ms Shen'
 */
export function addressInEnglish(person: Addressee): string {
  const title = /\b(prof|dr)(?:essor)?\b/i.exec(`${person.name} ${person.jobTitle ?? ''}`)?.[1]?.toLowerCase()
  const learned = title === 'prof' ? 'Professor' : title === 'dr' ? 'Dr' : null
  const honorific = learned ?? (isGender(person.gender) ? GENDER_TITLES.en[person.gender] : null)
  if (!honorific) return person.latinName?.trim() || person.name
  return `${honorific} ${englishFamilyName(person)}`
}

function englishFamilyName(person: Addressee): string {
  const chinese = chineseFamilyName(person)
  if (chinese)
    return sortName(chinese)
      .replace(/^\p{L}/u, (letter) => letter.toUpperCase())
      .replace(/\s/g, '')
  return person.familyName?.trim() || person.name.trim().split(/\s+/).at(-1)!
}

/** One or two letters that stand for a customer where there is no picture. */
export function avatarText(name: string): string {
  const first = [...name.trim()][0] ?? '?'
  if (HAN.test(first)) return first
  const words = name.match(/[\p{L}\p{N}]+/gu) ?? [first]
  const letters = words.length > 1 ? [words[0]!, words.at(-1)!] : [words[0]!]
  return letters.map((word) => [...word][0]!.toUpperCase()).join('')
}
