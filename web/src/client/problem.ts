/** What the server says when it refuses: already in the user's language, ready to be shown. */
export type ProblemBody = {
  type?: string
  title: string
  detail?: string
  status: number
  errors?: { path: string; message: string }[]
  current?: Record<string, unknown>
  refused?: { id: string; name?: string; reason: string }[]
}

export class Problem extends Error {
  readonly status: number
  readonly body: ProblemBody

  constructor(body: ProblemBody) {
    super(body.title)
    this.name = 'Problem'
    this.status = body.status
    this.body = body
  }

  /** The message for one input, by its path in the request body; '' when there is none. */
  fieldMessage(path: string): string {
    const found = this.body.errors?.find(
      (error) => error.path.replace(/^\/(body\/)?/, '').replaceAll('/', '.') === path,
    )
    return found?.message ?? ''
  }
}

/** Status 0 stands for "no answer": the network is gone or the product is not running. */
export const unreachable = (): Problem => new Problem({ title: '', status: 0 })

export const isProblem = (error: unknown): error is Problem => error instanceof Problem
