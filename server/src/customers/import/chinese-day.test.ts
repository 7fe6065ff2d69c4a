import { expect, it } from 'vitest'
import { readChineseDay } from './chinese-day.ts'

it.each([
  ['八月十六', 8, 16],
  ['正月初一', 1, 1],
  ['腊月廿三', 12, 23],
  ['冬月初十', 11, 10],
  ['十二月三十', 12, 30],
  ['十月二十', 10, 20],
  ['五月初五', 5, 5],
  ['三月九日', 3, 9],
])('A2 reads %s', (text, month, day) => {
  expect(readChineseDay(text)).toEqual({ month, day })
})

it.each(['', '月', '十三月初一', '2024-01-02', '八月'])('leaves %j alone', (text) => {
  expect(readChineseDay(text)).toBeNull()
})
