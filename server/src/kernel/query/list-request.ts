export interface ListRequest {
  readonly filter?: unknown
  /** `key` or `-key`. */
  readonly sort?: string | undefined
  readonly limit?: number | undefined
  readonly cursor?: string | undefined
  readonly fields?: readonly string[] | undefined
  readonly count?: 'auto' | 'exact' | 'none' | undefined
  /** Words that the record's search tokens must contain. */
  readonly q?: string | undefined
  /** True lists the recycle bin. */
  readonly binned?: boolean
}
