import { localStorageColorSchemeManager } from '@mantine/core'

/** The same key as `public/color-scheme.js` reads before the first paint. */
export const colorSchemeManager = localStorageColorSchemeManager({ key: 'rapport.color-scheme' })
