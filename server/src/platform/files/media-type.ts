/** First bytes by which the usual formats are known. */
const SIGNATURES: readonly (readonly [mediaType: string, hex: string, offset?: number])[] = [
  ['application/pdf', '255044462d'],
  ['image/png', '89504e470d0a1a0a'],
  ['image/jpeg', 'ffd8ff'],
  ['image/gif', '474946383761'],
  ['image/gif', '474946383961'],
  ['image/webp', '57454250', 8],
  ['audio/mpeg', '494433'],
  ['audio/wav', '57415645', 8],
  ['video/mp4', '66747970', 4],
  ['application/gzip', '1f8b'],
  ['application/x-7z-compressed', '377abcaf271c'],
  ['application/vnd.rar', '526172211a07'],
  ['application/x-ole-storage', 'd0cf11e0a1b11ae1'],
]

const OFFICE: Readonly<Record<string, string>> = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
}
const TEXTS: Readonly<Record<string, string>> = {
  csv: 'text/csv',
  vcf: 'text/vcard',
  ics: 'text/calendar',
  json: 'application/json',
}

/** What a file is by its content; the name only tells formats apart that share a container. Never what the sender says. */
export function sniffMediaType(head: Buffer, name: string): string {
  const found = SIGNATURES.find(([, hex, offset = 0]) => {
    const signature = Buffer.from(hex, 'hex')
    return head.subarray(offset, offset + signature.length).equals(signature)
  })
  if (found) return found[0]
  const ending = /\.([a-z0-9]{1,8})$/i.exec(name)?.[1]?.toLowerCase() ?? ''
  if (head.subarray(0, 4).toString('latin1') === 'PK\u0003\u0004') return OFFICE[ending] ?? 'application/zip'
  if (head.length > 0 && !head.includes(0)) return TEXTS[ending] ?? 'text/plain'
  return 'application/octet-stream'
}
