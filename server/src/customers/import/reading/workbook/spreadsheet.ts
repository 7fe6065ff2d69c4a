import type { ByteSource } from '../byte-source.ts'
import { columnsTable } from '../columns-table.ts'
import type { ReadOptions, Row, Table } from '../table.ts'
import { UnreadableFile } from '../unreadable-file.ts'
import { type NumberReading, numberReading } from './number-format.ts'
import { readSheetRows, type SheetContext } from './spreadsheet-rows.ts'
import { type OpenZip, openZip } from './spreadsheet-zip.ts'
import { parseWholeXml } from './xml.ts'

interface Sheet {
  readonly name: string
  readonly part: string
  readonly isHidden: boolean
}

/**
 * Opens an XLSX workbook. The sheet is the one asked for, or the first visible one that holds anything.
 * @throws UnreadableFile corrupt, encrypted, zip-bomb, unknown-format, unknown-sheet, empty-file, too-many-columns
 */
export async function openSpreadsheet(source: ByteSource, options: ReadOptions = {}): Promise<Table> {
  const zip = await openZip(source)
  try {
    const { sheets, is1904, styles, strings } = await readWorkbook(zip)
    const names = sheets.map((sheet) => sheet.name)
    const wanted = sheetsToTry(sheets, options.sheet)
    for (const [i, sheet] of wanted.entries()) {
      const raw = () => sheetRows(source, { part: sheet.part, is1904, styles, strings })
      try {
        const table = await columnsTable(raw, { ...options, isRaggedWrong: false })
        return { ...table, format: 'spreadsheet', sheets: names, sheet: sheet.name }
      } catch (error) {
        const isEmpty = error instanceof UnreadableFile && error.code === 'empty-file'
        if (!isEmpty || i === wanted.length - 1) throw error
      }
    }
    throw new UnreadableFile('empty-file')
  } finally {
    zip.close()
  }
}

function sheetsToTry(sheets: readonly Sheet[], name: string | undefined): Sheet[] {
  if (name === undefined) return sheets.toSorted((a, b) => Number(a.isHidden) - Number(b.isHidden))
  const sheet = sheets.find((each) => each.name === name)
  if (!sheet) throw new UnreadableFile('unknown-sheet', name)
  return [sheet]
}

/** Each reading opens the archive anew, so that a table holds nothing that must be closed. */
async function* sheetRows(source: ByteSource, context: SheetContext): AsyncGenerator<Row[]> {
  const zip = await openZip(source)
  try {
    yield* readSheetRows(zip, context)
  } finally {
    zip.close()
  }
}

async function readWorkbook(zip: OpenZip) {
  if (!zip.has('[Content_Types].xml')) throw new UnreadableFile('unknown-format', 'an archive, but no XLSX workbook')
  const root = await relations(zip, '_rels/.rels', '')
  const workbook = [...root.values()].find(({ type }) => type.endsWith('/officeDocument'))?.target ?? 'xl/workbook.xml'
  const folder = workbook.slice(0, workbook.lastIndexOf('/') + 1)
  const parts = await relations(zip, `${folder}_rels/${workbook.slice(folder.length)}.rels`, folder)
  const sheets: Sheet[] = []
  let is1904 = false
  await parseWholeXml(zip.read(workbook), {
    open: (name, attributes) => {
      if (name === 'workbookPr') is1904 = /^(1|true)$/.test(attributes.date1904 ?? '')
      if (name !== 'sheet') return
      const id = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1] ?? ''
      const part = parts.get(id)
      if (!part?.type.endsWith('/worksheet')) return
      const isHidden = attributes.state !== undefined && attributes.state !== 'visible'
      sheets.push({ name: attributes.name ?? '', part: part.target, isHidden })
    },
  })
  if (sheets.length === 0) throw new UnreadableFile('unknown-format', 'a workbook without sheets')
  const partOf = (type: string) => [...parts.values()].find((part) => part.type.endsWith(type))?.target
  const stylesPart = partOf('/styles')
  const styles = stylesPart && zip.has(stylesPart) ? await readStyles(zip, stylesPart) : []
  return { sheets, is1904, styles, strings: partOf('/sharedStrings') }
}

async function relations(zip: OpenZip, part: string, folder: string) {
  const found = new Map<string, { type: string; target: string }>()
  if (!zip.has(part)) return found
  await parseWholeXml(zip.read(part), {
    open: (name, { Id, Type, Target }) => {
      if (name !== 'Relationship' || !Id || !Target) return
      const target = Target.startsWith('/') ? Target.slice(1) : new URL(Target, `x:/${folder}`).pathname.slice(1)
      found.set(Id, { type: Type ?? '', target })
    },
  })
  return found
}

async function readStyles(zip: OpenZip, part: string): Promise<NumberReading[]> {
  const codes = new Map<string, string>()
  const styles: NumberReading[] = []
  let isInCellStyles = false
  await parseWholeXml(zip.read(part), {
    open: (name, attributes) => {
      if (name === 'numFmt') codes.set(attributes.numFmtId ?? '', attributes.formatCode ?? '')
      else if (name === 'cellXfs') isInCellStyles = true
      else if (name === 'xf' && isInCellStyles) {
        const id = attributes.numFmtId ?? '0'
        styles.push(numberReading(Number(id), codes.get(id)))
      }
    },
    close: (name) => {
      if (name === 'cellXfs') isInCellStyles = false
    },
  })
  return styles
}
