/** Which slices a slice of the server may use: by its door, and in SQL by its published views. */
const upper = ['conversations', 'customers', 'platform', 'kernel']
const middle = ['sales', 'service', 'marketing', 'loyalty', 'feedback']

export const arrows: Readonly<Record<string, readonly string[]>> = {
  kernel: [],
  platform: ['kernel'],
  customers: ['platform', 'kernel'],
  conversations: ['customers', 'platform', 'kernel'],
  sales: upper,
  service: upper,
  marketing: upper,
  loyalty: upper,
  feedback: upper,
  insights: [...middle, ...upper],
  // The example firm is built through the use cases of every slice.
  example: ['insights', ...middle, ...upper],
}

/** The slice a server file belongs to; undefined for `app.ts`, `cli.ts` and what else stands above all slices. */
export function sliceOf(path: string): string | undefined {
  const [, folder] = /^server\/src\/([^/]+)\//.exec(path) ?? []
  return folder === 'cli' || folder === 'commands' ? undefined : folder
}
