import { ActionIcon, CopyButton, Tooltip } from '@mantine/core'
import { IconCheck, IconCopy, IconEye, IconEyeOff } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { post } from '../../client/api.ts'
import { useCan } from '../../client/session.ts'
import { Icon } from '../../ui/icon.tsx'
import { refused } from '../rows.ts'
import type { Field, Value } from '../schema.ts'
import classes from './field-value.module.css'

const SHOWN_MS = 30_000

type Props = { record: string; id: string; field: Field; value: Value }

/** Dots with an eye: the value is asked for when it is wanted, and gone again after half a minute. */
export function SensitiveValue({ record, id, field, value }: Props) {
  const { t } = useTranslation('records')
  const can = useCan()
  const [shown, setShown] = useState<string | null>(null)
  useEffect(() => {
    if (shown === null) return
    const hiding = setTimeout(() => setShown(null), SHOWN_MS)
    return () => clearTimeout(hiding)
  }, [shown])
  if (typeof value !== 'string' || value === '') return null
  const reveal = async () => {
    const answer = await refused(() =>
      post<{ value: string | null }>('/sensitive/reveal', { type: record, id, field: field.key }),
    )
    if (answer) setShown(answer.data.value)
  }
  const label = t(shown === null ? 'sensitive.show' : 'sensitive.hide', { field: field.label })
  return (
    <span className={classes.sensitive}>
      <span className={shown === null ? classes.masked : classes.revealed} aria-live="polite">
        {shown ?? value}
      </span>
      {field.access !== 'masked' && can('sensitive.read') ? (
        <Tooltip label={label}>
          <ActionIcon
            size="xs"
            variant="subtle"
            color="gray"
            aria-label={label}
            onClick={() => (shown === null ? void reveal() : setShown(null))}
          >
            <Icon of={shown === null ? IconEye : IconEyeOff} />
          </ActionIcon>
        </Tooltip>
      ) : null}
      {shown === null ? null : (
        <CopyButton value={shown}>
          {({ copied, copy }) => (
            <ActionIcon
              size="xs"
              variant="subtle"
              color="gray"
              aria-label={t(copied ? 'sensitive.copied' : 'sensitive.copy')}
              onClick={copy}
            >
              <Icon of={copied ? IconCheck : IconCopy} />
            </ActionIcon>
          )}
        </CopyButton>
      )}
    </span>
  )
}
