const countryCode = /^\+(1|7|20|27|3[0123469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|\d{3})(\d{5,})$/u

/** Digits in threes, the last group up to four: 795 555 377, 221 471 0352. */
const inGroups = (digits: string): string => digits.replace(/(\d{3})(?=\d{3})/gu, '$1 ')

/** A phone number as people read it: mainland mobiles as 138 0571 2046, landlines as +86 23 6763 8229, others in threes. */
export function phoneText(value: string): string {
  const mobile = /^\+86(1\d{2})(\d{4})(\d{4})$/u.exec(value)
  if (mobile) return mobile.slice(1).join(' ')
  const landline = /^\+86(10|2\d|[3-9]\d{2})(\d{3,4})(\d{4})$/u.exec(value)
  if (landline) return `+86 ${landline.slice(1).join(' ')}`
  const other = countryCode.exec(value)
  return other ? `+${other[1]} ${inGroups(other[2] ?? '')}` : value
}
