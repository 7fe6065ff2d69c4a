import '@mantine/dates/styles.css'
import 'dayjs/locale/zh-cn'
import { DateInput, type DateInputProps, DatesProvider } from '@mantine/dates'
import { useTranslation } from 'react-i18next'

type Props = Omit<DateInputProps, 'onChange' | 'value' | 'variant'> & {
  value: string | null
  onChange: (value: string | null) => void
  variant?: string
}

/** A calendar day as `YYYY-MM-DD`, typed or picked, in the reader's language. */
export function DateField({ value, onChange, variant, ...rest }: Props) {
  const { i18n } = useTranslation()
  const zh = i18n.language.startsWith('zh')
  return (
    <DatesProvider settings={{ locale: zh ? 'zh-cn' : 'en', firstDayOfWeek: 1 }}>
      <DateInput
        {...rest}
        {...(variant ? { variant } : {})}
        value={value}
        onChange={onChange}
        valueFormat="YYYY-MM-DD"
        placeholder="YYYY-MM-DD"
        monthLabelFormat={zh ? 'YYYY年M月' : 'MMMM YYYY'}
        popoverProps={{ withinPortal: true }}
        clearable={!variant}
      />
    </DatesProvider>
  )
}
