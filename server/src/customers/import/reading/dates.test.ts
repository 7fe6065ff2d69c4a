import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createDateFormatFinder, type DateOrder, parseDate } from './dates.ts'

function found(cells: readonly string[], options?: { locale?: string; delimiter?: string }) {
  const finder = createDateFormatFinder(options)
  for (const cell of cells) finder.add(cell)
  return finder.result()
}

describe('the date format of a column', () => {
  it.each<[DateOrder, string[]]>([
    ['dmy', ['01/12/2010 08:26', '02/12/2010 09:00', '13/12/2010 10:00']],
    ['mdy', ['7/22/2012', '7/3/2012', '12/1/2012']],
    ['ymd', ['2024-03-05', '2024/3/5', '2024.3.5', '2024-03-05T10:00:00Z']],
    ['compact', ['19970101', '19970118', '']],
    ['chinese', ['2024年3月5日', '2024年12月31日 下午3:05']],
    ['serial', ['45356', '45357.5']],
    ['named-month', ['5 Mar 2024', 'Mar 6, 2024', '7-Apr-24']],
    ['dmy', ['05.03.2024', '06.03.2024']],
  ])('%s', (order, cells) => {
    expect(found(cells).format?.order).toBe(order)
  })

  it('says when only custom decides', () => {
    const cells = ['01/02/2024', '05/06/2024', '03/03/2024']
    expect(found(cells, { locale: 'en-US' })).toMatchObject({
      format: { order: 'mdy' },
      isAmbiguous: true,
      why: 'custom',
    })
    expect(found(cells, { locale: 'en-GB' })).toMatchObject({ format: { order: 'dmy' }, isAmbiguous: true })
    expect(found(cells, { delimiter: ';' })).toMatchObject({ format: { order: 'dmy' }, alternatives: ['dmy', 'mdy'] })
  })

  it('lets rows in order of time decide', () => {
    const cells = Array.from({ length: 12 }, (_, i) => [`${i + 1}/1/2024`, `${i + 1}/1/2024`]).flat()
    const months = Array.from({ length: 12 }, (_, i) => [`05/${i + 1}/2024`, `11/${i + 1}/2024`]).flat()
    expect(found(months)).toMatchObject({ format: { order: 'dmy' }, isAmbiguous: false, why: 'rows-in-order' })
    expect(found(cells).isAmbiguous).toBe(true)
  })

  it('takes other columns for what they are', () => {
    for (const cells of [['张三', '李四'], ['12.5', '3'], ['13800138000'], [''], ['99999999']]) {
      expect(found(cells).format).toBeUndefined()
    }
  })
})

describe('one date', () => {
  it.each<[DateOrder, string, string | undefined]>([
    ['dmy', '01/12/2010 08:26', '2010-12-01 08:26:00'],
    ['mdy', '7/22/12', '2012-07-22'],
    ['mdy', '7/22/2012 3:05 PM', '2012-07-22 15:05:00'],
    ['dmy', '2024-03-05', '2024-03-05'],
    ['ymd', '2024-03-05T10:00:00.123+08:00', '2024-03-05 10:00:00 +08:00'],
    ['ymd', '2024-03-05 10:00:00Z', '2024-03-05 10:00:00 Z'],
    ['chinese', '2024年3月5日 下午3点05分', '2024-03-05 15:05:00'],
    ['compact', '20240305143000', '2024-03-05 14:30:00'],
    ['serial', '45356.604166667', '2024-03-05 14:30:00'],
    ['named-month', '5th March 2024', '2024-03-05'],
    ['yymmdd', '85-03-05', '1985-03-05'],
    ['dmy', '30/02/2024', undefined],
    ['dmy', '29/02/2023', undefined],
    ['dmy', 'soon', undefined],
    ['ymd', '2024-13-01', undefined],
  ])('%s %s', (order, cell, expected) => {
    const parts = parseDate(cell, { order })
    expect(parts && [parts.date, parts.time, parts.zone].filter(Boolean).join(' ')).toBe(expected)
  })

  it('keeps birthdays in the past', () => {
    expect(parseDate('05/03/45', { order: 'dmy', latestYear: 2026 })?.date).toBe('1945-03-05')
    expect(parseDate('05/03/24', { order: 'dmy', latestYear: 2026 })?.date).toBe('2024-03-05')
  })

  it('never fails and never invents a day', () => {
    const text = fc.oneof(fc.string(), fc.stringMatching(/^[\d/.年月日: TZ-]{0,30}$/))
    fc.assert(
      fc.property(
        text,
        fc.constantFrom<DateOrder>('dmy', 'mdy', 'ymd', 'serial', 'compact', 'yymmdd'),
        (cell, order) => {
          const parts = parseDate(cell, { order })
          if (parts) expect(new Date(`${parts.date}T00:00:00Z`).toISOString().slice(0, 10)).toBe(parts.date)
        },
      ),
    )
  })
})
