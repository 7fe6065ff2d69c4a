import { fromBuffer } from 'yauzl'

/** Every file of a ZIP archive, by its path. */
export function unzip(buffer: Buffer): Promise<Map<string, Buffer>> {
  return new Promise((resolve, reject) => {
    const files = new Map<string, Buffer>()
    fromBuffer(buffer, { lazyEntries: true }, (error, archive) => {
      if (error) return reject(error)
      archive.on('entry', (entry) =>
        archive.openReadStream(entry, (failure, stream) => {
          if (failure) return reject(failure)
          const chunks: Buffer[] = []
          stream
            .on('data', (chunk: Buffer) => chunks.push(chunk))
            .on('end', () => {
              files.set(entry.fileName, Buffer.concat(chunks))
              archive.readEntry()
            })
        }),
      )
      archive.on('end', () => resolve(files)).on('error', reject)
      archive.readEntry()
    })
  })
}
