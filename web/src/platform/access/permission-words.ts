/** What can be allowed on every type of record. */
export const actions = ['read', 'create', 'update', 'delete', 'export', 'import'] as const

export const toggled = (words: string[], word: string): string[] =>
  words.includes(word) ? words.filter((known) => known !== word) : [...words, word]
