import { Checkbox, Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFormats } from '../../ui/format.ts'
import { type Import, importTypes, matchKeys } from './types.ts'
import { useImport } from './use-import.ts'
import classes from './wizard.module.css'

const encodings = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'gb18030',
  'big5',
  'windows-1252',
  'iso-8859-1',
  'shift_jis',
  'euc-kr',
  'windows-1251',
]
const delimiters = [',', ';', '\t', '|'] as const
const delimiterNames = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'pipe' } as const

const formatName = ({ format, delimiter }: Import): string =>
  format === 'delimited' ? (delimiter === '\t' ? 'TSV' : 'CSV') : format.toUpperCase()

/** How the file is read: as found out, always shown, always changeable. */
export function FileSettings({ data }: { data: Import }) {
  const { t } = useTranslation('customers')
  const format = useFormats()
  const { change } = useImport(data.id)
  return (
    <section className={classes.settings} aria-label={t('import.reading')}>
      <p className={classes.file}>
        <strong>{data.file.name}</strong>
        <span>{`${formatName(data)} · ${format.bytes(data.file.bytes)}`}</span>
      </p>
      <div className={classes.controls}>
        <Select
          w={130}
          label={t('import.what')}
          allowDeselect={false}
          data={importTypes.map((value) => ({ value, label: t(`import.types.${value}`) }))}
          value={data.type}
          onChange={(type) => void change({ type })}
        />
        <TextReading data={data} />
        <TableReading data={data} />
        <MatchKeys data={data} />
      </div>
    </section>
  )
}

/** How the bytes become text and the text becomes cells. */
function TextReading({ data }: { data: Import }) {
  const { t } = useTranslation('customers')
  const { change } = useImport(data.id)
  const own = data.encoding?.toLowerCase()
  const known = own && !encodings.includes(own) ? [own, ...encodings] : encodings
  return (
    <>
      {own ? (
        <Select
          w={140}
          label={t('import.encoding')}
          allowDeselect={false}
          data={known.map((value) => ({ value, label: value.toUpperCase() }))}
          value={own}
          onChange={(encoding) => void change({ encoding })}
        />
      ) : null}
      {data.delimiter ? (
        <Select
          w={130}
          label={t('import.delimiter')}
          allowDeselect={false}
          data={delimiters.map((value) => ({ value, label: t(`import.delimiters.${delimiterNames[value]}`) }))}
          value={delimiters.find((one) => one === data.delimiter) ?? null}
          onChange={(value) => void change({ delimiter: value })}
        />
      ) : null}
    </>
  )
}

/** Which sheet is read, and whether its first row names the columns. */
function TableReading({ data }: { data: Import }) {
  const { t } = useTranslation('customers')
  const { change } = useImport(data.id)
  return (
    <>
      {data.sheets.length > 1 ? (
        <Select
          w={160}
          label={t('import.sheet')}
          allowDeselect={false}
          data={data.sheets}
          value={data.sheet}
          onChange={(sheet) => void change({ sheet })}
        />
      ) : null}
      {data.format === 'vcard' || data.format === 'json' || data.format === 'jcard' ? null : (
        <Checkbox
          label={t('import.header')}
          checked={data.hasHeader}
          onChange={(event) => void change({ hasHeader: event.currentTarget.checked })}
          pb={7}
        />
      )}
    </>
  )
}

/** By what a row is known to be a customer who is there already. */
function MatchKeys({ data }: { data: Import }) {
  const { t } = useTranslation('customers')
  const { change } = useImport(data.id)
  const match = data.settings?.match ?? []
  return (
    <Checkbox.Group label={t('import.match')} value={match} onChange={(next) => void change({ match: next })}>
      <span className={classes.match}>
        {matchKeys.map((key) => (
          <Checkbox key={key} value={key} label={t(`import.matchKeys.${key}`)} />
        ))}
      </span>
    </Checkbox.Group>
  )
}
