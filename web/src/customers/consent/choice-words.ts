import {
  IconBrandWechat,
  IconCheck,
  IconClock,
  IconMail,
  IconMailbox,
  IconMessage,
  IconMinus,
  IconPhone,
  IconX,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useFormats } from '../../ui/format.ts'
import type { IconShape } from '../../ui/icon.tsx'
import type { Channel, Choice } from './types.ts'

export const channelIcons: Partial<Record<Channel, IconShape>> = {
  email: IconMail,
  sms: IconMessage,
  phone: IconPhone,
  wechat: IconBrandWechat,
  post: IconMailbox,
}

export type Look = 'yes' | 'contract' | 'no' | 'pending' | 'none'

/** How a choice looks: what was said, or what holds without a word. */
export function lookOf({ state, isAllowed }: Choice): Look {
  if (state === 'refused' || state === 'withdrawn') return 'no'
  if (state === 'granted') return 'yes'
  if (state === 'pending') return 'pending'
  return isAllowed ? 'contract' : 'none'
}

export const lookIcons: Record<Look, IconShape> = {
  yes: IconCheck,
  contract: IconCheck,
  no: IconX,
  pending: IconClock,
  none: IconMinus,
}

/** "Agreed since 3 May 2026", "Nothing said". */
export function useChoiceText(): (choice: Choice) => string {
  const { t } = useTranslation('customers')
  const format = useFormats()
  return (choice) => {
    const look = lookOf(choice)
    if (look === 'pending') return t('consent.looks.pending', { day: format.day(choice.pendingUntil ?? '') })
    if (look === 'contract' || look === 'none') return t(`consent.looks.${look}`)
    const state = choice.state === 'withdrawn' ? 'withdrawn' : look
    return t(`consent.looks.${state}`, { day: choice.since ? format.day(choice.since) : '' })
  }
}
