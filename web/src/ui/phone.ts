/** A phone number as people read it: mainland mobiles as 138 0571 2046, others in the international form with gaps. */
export function phoneText(value: string): string {
  const mobile = /^\+861(\d{2})(\d{4})(\d{4})$/u.exec(value)
  if (mobile) return `1${mobile[1]} ${mobile[2]} ${mobile[3]}`
  return value
}
