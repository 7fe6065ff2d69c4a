declare module 'subset-font' {
  /** Cuts a font down to the characters of a text and, of a variable font, to one instance. */
  export default function subsetFont(
    font: Buffer,
    text: string,
    options: { targetFormat: 'sfnt' | 'woff' | 'woff2'; variationAxes?: Readonly<Record<string, number>> },
  ): Promise<Buffer>
}
