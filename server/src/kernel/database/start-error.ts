/**
 * A reason why the product cannot start or reach its database, in words that say what to do about it.
 * Whoever runs a command prints the message without a stack and ends with `exitCode`.
 */
export class StartError extends Error {
  override readonly name = 'StartError'
  readonly exitCode: number
  constructor(message: string, exitCode = 1, options?: ErrorOptions) {
    super(message, options)
    this.exitCode = exitCode
  }
}

/** Exit code of a second product process on one data folder. */
export const exitCodeFolderInUse = 3
