import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { settingsQuery, useSettingsWrites } from '../../../platform/use-settings.ts'
import { useFormats } from '../../../ui/format.ts'
import { Panel } from '../../../ui/panel.tsx'
import classes from '../consent.module.css'
import type { Purpose, Wording } from '../types.ts'
import { WordingFields } from './purpose-form.tsx'

type Kept = Wording & { language: 'en' | 'zh-CN'; createdAt: string; createdBy: { name: string } | null }

/** The wordings in use, to be replaced by new versions, and every earlier one. */
export function PurposeTexts({ purpose }: { purpose: Purpose }) {
  const { t } = useTranslation('customers')
  const format = useFormats()
  const { data } = useQuery(settingsQuery<Kept>(`/consent/purposes/${purpose.id}/texts`))
  return (
    <Panel title={t('consent.settings.wordings')}>
      <div className={classes.sheet}>
        {(['zh-CN', 'en'] as const).map((language) => (
          <NewWording key={`${language} ${purpose.texts[language].id}`} purpose={purpose} language={language} />
        ))}
        {data?.items.map((text) => (
          <article key={text.id} className={classes.proof} lang={text.language}>
            <blockquote>
              <p>{text.title}</p>
              <p>{text.body}</p>
              <footer>
                {[t('consent.proof.version', { number: text.number }), format.day(text.createdAt), text.createdBy?.name]
                  .filter(Boolean)
                  .join(' · ')}
              </footer>
            </blockquote>
          </article>
        ))}
      </div>
    </Panel>
  )
}

function NewWording({ purpose, language }: { purpose: Purpose; language: 'en' | 'zh-CN' }) {
  const { t } = useTranslation('customers')
  const { create } = useSettingsWrites()
  const present = purpose.texts[language]
  const [words, setWords] = useState({ title: present.title, body: present.body })
  const isSame = words.title === present.title && words.body === present.body
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    await create(`/consent/purposes/${purpose.id}/texts`, { language, ...words }, t('consent.settings.wordingSaved'))
  }
  return (
    <form className={classes.sheet} onSubmit={(event) => void submit(event)}>
      <WordingFields language={language} value={words} onChange={setWords} />
      <div>
        <Button type="submit" disabled={isSame}>
          {t('consent.settings.newWording')}
        </Button>
      </div>
    </form>
  )
}
