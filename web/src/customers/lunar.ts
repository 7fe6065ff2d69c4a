import type { Birthday } from './types.ts'

const months = ['正', '二', '三', '四', '五', '六', '七', '八', '九', '十', '冬', '腊']
const digits = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十']

/** A day of the lunar calendar as it is said: 八月十六, 闰六月初三, 腊月廿三. */
export function lunarDay({ month, day, leap }: Pick<Birthday, 'month' | 'day' | 'leap'>): string {
  const ones = digits[(day - 1) % 10] ?? ''
  const said = day <= 10 ? `初${ones}` : day < 20 ? `十${ones}` : day === 20 ? '二十' : day < 30 ? `廿${ones}` : '三十'
  return `${leap ? '闰' : ''}${months[month - 1] ?? month}月${said}`
}
