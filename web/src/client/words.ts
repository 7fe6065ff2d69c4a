import i18n, { type BackendModule, type ReadCallback } from 'i18next'
import { initReactI18next } from 'react-i18next'
import { setApiLanguage } from './api.ts'

export const languages = ['zh-CN', 'en'] as const
export type Language = (typeof languages)[number]
export type Slice = 'app' | 'ui' | 'records' | 'customers' | 'sales' | 'conversations' | 'platform' | 'home'

const files = import.meta.glob<Record<string, unknown>>('../*/words/*.json', { import: 'default' })

/** Words travel with their slice: only the language in use, only when a page of the slice is opened. */
const bySlice: BackendModule = {
  type: 'backend',
  init: () => undefined,
  read: (language: string, slice: string, done: ReadCallback) => {
    const load = files[`../${slice}/words/${language}.json`]
    if (!load) return done(new Error(`no words for ${slice} in ${language}`), null)
    load().then(
      (words) => done(null, words),
      (error: unknown) => done(error as Error, null),
    )
  },
}

const keptKey = 'rapport.language'

export const asLanguage = (tag: string | null | undefined): Language =>
  tag?.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en'

const showLanguage = (language: Language): void => {
  document.documentElement.lang = language
  localStorage.setItem(keptKey, language)
  setApiLanguage(language)
}

export async function startWords(): Promise<void> {
  const language = asLanguage(localStorage.getItem(keptKey) ?? navigator.language)
  showLanguage(language)
  await i18n
    .use(bySlice)
    .use(initReactI18next)
    .init({
      lng: language,
      fallbackLng: false,
      ns: ['app', 'ui'],
      defaultNS: 'ui',
      load: 'currentOnly',
      interpolation: { escapeValue: false },
      returnNull: false,
      showSupportNotice: false,
      react: { useSuspense: true },
    })
}

/** Switches every word on the screen at once; pages keep their place. */
export async function switchLanguage(language: Language): Promise<void> {
  if (i18n.language === language) return
  showLanguage(language)
  await i18n.changeLanguage(language)
}

/** Loads a slice's words beside its page, so that the page does not wait twice. */
export const loadWords = (...slices: Slice[]): Promise<void> => i18n.loadNamespaces(slices)
