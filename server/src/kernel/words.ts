import i18next, { type i18n } from 'i18next'
import type { Language } from './actor.ts'

/** A slice's dictionary: flat keys, the same in both languages (checked by CI). */
export type Words = Readonly<Record<Language, Readonly<Record<string, string>>>>

export type Translate = (language: Language, key: string, params?: Record<string, unknown>) => string

/** Joins all dictionaries. Unknown keys come back as themselves. */
export function createTranslate(dictionaries: readonly Words[]): Translate {
  const merged = (language: Language) => Object.assign({}, ...dictionaries.map((words) => words[language]))
  const instance: i18n = i18next.createInstance()
  instance.init({
    lng: 'en',
    fallbackLng: 'en',
    keySeparator: false,
    nsSeparator: false,
    initAsync: false,
    showSupportNotice: false,
    interpolation: { escapeValue: false },
    resources: { en: { translation: merged('en') }, 'zh-CN': { translation: merged('zh-CN') } },
  })
  const fixed = { en: instance.getFixedT('en'), 'zh-CN': instance.getFixedT('zh-CN') }
  return (language, key, params) => fixed[language](key, { ...params })
}
