export type Topic =
  | 'reorder'
  | 'quote'
  | 'delivery'
  | 'installation'
  | 'calibration'
  | 'fault'
  | 'audit'
  | 'visit'
  | 'price'
  | 'seminar'
  | 'payment'
  | 'return'
  | 'sliding'
  | 'prospect'
  | 'care'

export type SceneKind = 'call' | 'visit' | 'mail' | 'meeting' | 'note'

/**
 * One occasion to talk. Slots: {who} how one addresses the person, {p} a product of theirs, {q} a quantity with its unit.
 */
export interface Scene {
  readonly topic: Topic
  readonly kinds: readonly SceneKind[]
  readonly subject: string
  /** `call|…` where a sentence tells of one channel only. */
  readonly texts: readonly string[]
  /** What is promised now and then on such an occasion. */
  readonly promise?: string
}
