/** The theme's colours for charts, read from the page so that light and dark need no second list. */
export function chartColours(): { accent: string; text: string; muted: string; surface: string; lineStrong: string } {
  const style = getComputedStyle(document.documentElement)
  const read = (name: string) => style.getPropertyValue(`--rp-${name}`).trim()
  return {
    accent: read('accent'),
    text: read('text'),
    muted: read('muted'),
    surface: read('surface'),
    lineStrong: read('line-strong'),
  }
}
