/** Tables that belong to no workspace and that requests may use all the same, each with its reason. */
export const openTables: readonly string[] = []
