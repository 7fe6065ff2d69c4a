/** Small pictures without a library: horizontal bars and lines, on a light ground that reads in light and dark pages alike. */
export interface Bars {
  readonly kind: 'bars'
  readonly title: string
  /** Names of the series, for the legend; one is not named. */
  readonly series: readonly string[]
  readonly rows: readonly { readonly label: string; readonly values: readonly number[]; readonly note?: string }[]
}

export interface Lines {
  readonly kind: 'lines'
  readonly title: string
  readonly xLabel: string
  readonly x: readonly (string | number)[]
  readonly lines: readonly { readonly name: string; readonly values: readonly number[]; readonly isDashed?: boolean }[]
  readonly band?: { readonly name: string; readonly low: readonly number[]; readonly high: readonly number[] }
  readonly format: (value: number) => string
  readonly from?: number
}

export type Picture = Bars | Lines

const COLORS = ['#2563a8', '#d9822b', '#5b8c5a', '#8a5a9e']
const WIDTH = 720
const FONT = "font-family=\"'Noto Sans CJK SC','PingFang SC','Microsoft YaHei',system-ui,sans-serif\""

const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

function text(
  x: number,
  y: number,
  content: string,
  { size = 13, anchor = 'start', color = '#333d47', weight = 400 } = {},
) {
  return `<text x="${round(x)}" y="${round(y)}" font-size="${size}" text-anchor="${anchor}" fill="${color}" font-weight="${weight}">${escapeXml(content)}</text>`
}

const round = (value: number): number => Math.round(value * 10) / 10

export function drawSvg(picture: Picture): string {
  const { height, parts } = picture.kind === 'bars' ? drawBars(picture) : drawLines(picture)
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-label="${escapeXml(picture.title)}" ${FONT}>`,
    `<rect width="${WIDTH}" height="${height}" rx="8" fill="#fbfbf9"/>`,
    text(24, 32, picture.title, { size: 15, weight: 600 }),
    ...parts,
    '</svg>\n',
  ].join('\n')
}

function legend(names: readonly string[], dashed: readonly boolean[] = []): string[] {
  let x = 24
  return names.flatMap((name, i) => {
    const own = [
      `<line x1="${x}" y1="51" x2="${x + 18}" y2="51" stroke="${COLORS[i]}" stroke-width="4"${dashed[i] ? ' stroke-dasharray="5 4"' : ''}/>`,
      text(x + 24, 56, name, { size: 12 }),
    ]
    x += 48 + [...name].reduce((sum, char) => sum + (char > '\u2e7f' ? 12 : 6.7), 0)
    return own
  })
}

function drawBars({ rows, series }: Bars) {
  const left =
    24 + Math.max(...rows.map(({ label }) => [...label].reduce((sum, c) => sum + (c > '\u2e7f' ? 13 : 7), 0))) + 12
  const most = Math.max(1e-12, ...rows.flatMap(({ values }) => values))
  const room = WIDTH - left - 150
  const step = 14 * series.length + 14
  const top = series.length > 1 ? 72 : 52
  const parts = rows.flatMap(({ label, values, note }, r) => {
    const y = top + r * step
    return [
      text(left - 12, y + (14 * series.length) / 2 + 5, label, { anchor: 'end' }),
      ...values.map(
        (value, s) =>
          `<rect x="${round(left)}" y="${y + s * 14}" width="${round(Math.max(1, (value / most) * room))}" height="12" rx="2" fill="${COLORS[s]}"/>`,
      ),
      text(left + (Math.max(...values) / most) * room + 8, y + (14 * series.length) / 2 + 4, note ?? '', {
        size: 12,
        color: '#5b6670',
      }),
    ]
  })
  return { height: top + rows.length * step + 10, parts: [...(series.length > 1 ? legend(series) : []), ...parts] }
}

function drawLines({ x, xLabel, lines, band, format, from }: Lines) {
  const [left, right, top, bottom] = [72, WIDTH - 40, 78, 300]
  const all = [...lines.flatMap(({ values }) => values), ...(band ? [...band.low, ...band.high] : [])]
  const low = from ?? Math.min(...all)
  const high = Math.max(...all)
  const atX = (i: number) => round(left + ((right - left) * i) / Math.max(1, x.length - 1))
  const atY = (value: number) => round(bottom - ((bottom - top) * (value - low)) / Math.max(1e-12, high - low))
  const path = (values: readonly number[]) =>
    values.map((value, i) => `${i === 0 ? 'M' : 'L'}${atX(i)} ${atY(value)}`).join('')
  const ticks = [0, 0.25, 0.5, 0.75, 1].map((share) => low + share * (high - low))
  const every = Math.max(1, Math.ceil(x.length / 10))
  return {
    height: 352,
    parts: [
      ...legend(
        [...lines.map(({ name }) => name), ...(band ? [band.name] : [])],
        lines.map(({ isDashed }) => Boolean(isDashed)),
      ),
      ...ticks.flatMap((tick) => [
        `<line x1="${left}" y1="${atY(tick)}" x2="${right}" y2="${atY(tick)}" stroke="#e2e2dc"/>`,
        text(left - 10, atY(tick) + 4, format(tick), { size: 12, anchor: 'end', color: '#5b6670' }),
      ]),
      ...(band
        ? [
            `<path d="${path(band.high)}${[...band.low.entries()]
              .reverse()
              .map(([i, value]) => `L${atX(i)} ${atY(value)}`)
              .join('')}Z" fill="${COLORS[lines.length]}" opacity="0.18"/>`,
          ]
        : []),
      ...lines.map(
        ({ values, isDashed }, i) =>
          `<path d="${path(values)}" fill="none" stroke="${COLORS[i]}" stroke-width="2.5"${isDashed ? ' stroke-dasharray="6 5"' : ''}/>`,
      ),
      ...x.flatMap((label, i) =>
        i % every === 0
          ? [text(atX(i), bottom + 20, String(label), { size: 12, anchor: 'middle', color: '#5b6670' })]
          : [],
      ),
      text((left + right) / 2, bottom + 42, xLabel, { size: 12, anchor: 'middle' }),
    ],
  }
}
