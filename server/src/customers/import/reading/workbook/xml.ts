import { SaxesParser } from 'saxes'
import { UnreadableFile } from '../unreadable-file.ts'

export interface XmlHandlers {
  /** Names come without their prefix. */
  readonly open?: (name: string, attributes: Readonly<Record<string, string>>) => void
  readonly text?: (text: string) => void
  readonly close?: (name: string) => void
}

/** Parses XML piece by piece; yields after each piece, so that the caller can hand on what has come together. */
export async function* parseXml(pieces: AsyncIterable<string>, handlers: XmlHandlers): AsyncGenerator<void> {
  const parser = new SaxesParser()
  parser.on('error', (error) => {
    throw new UnreadableFile('corrupt', error.message)
  })
  // Spreadsheets need no document type; one could only define entities.
  parser.on('doctype', () => {
    throw new UnreadableFile('corrupt', 'document type')
  })
  if (handlers.open) parser.on('opentag', (tag) => handlers.open!(localName(tag.name), tag.attributes))
  if (handlers.text) parser.on('text', handlers.text)
  if (handlers.close) parser.on('closetag', (tag) => handlers.close!(localName(tag.name)))
  for await (const piece of pieces) {
    parser.write(piece)
    yield
  }
  parser.close()
}

const localName = (name: string) => {
  const colon = name.indexOf(':')
  return colon < 0 ? name : name.slice(colon + 1)
}

/** Parses a small part as a whole. */
export async function parseWholeXml(pieces: AsyncIterable<string>, handlers: XmlHandlers): Promise<void> {
  for await (const _ of parseXml(pieces, handlers));
}
