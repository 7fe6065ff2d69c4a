/** A list that a lower slice owns and higher slices add to (see ARCHITECTURE.md, "registries"). */
export interface Registry<T> {
  readonly name: string
  /** Marks a value as an entry of this registry, to be listed in a slice's `fills`. */
  readonly entry: (value: T) => RegistryEntry
}

export interface RegistryEntry {
  readonly registry: string
  readonly value: unknown
}

export function defineRegistry<T>(name: string): Registry<T> {
  return { name, entry: (value) => ({ registry: name, value }) }
}

/** Groups all slices' entries; the result answers `entries(registry)`. */
export function collectEntries(fills: readonly RegistryEntry[]) {
  const byName = new Map<string, unknown[]>()
  for (const { registry, value } of fills) {
    const list = byName.get(registry)
    if (list) list.push(value)
    else byName.set(registry, [value])
  }
  return <T>(registry: Registry<T>): readonly T[] => (byName.get(registry.name) ?? []) as T[]
}
