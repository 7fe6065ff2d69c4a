/**
 * How often each record type changed in each workspace, as far as this process has heard: its own changes at their
 * commit, those of other processes by notification. Kept answers compare marks instead of guessing an age.
 */
const marks = new Map<string, number>()

export function changeMark(workspaceId: string, recordType: string): number {
  return marks.get(`${workspaceId}:${recordType}`) ?? 0
}

export function noteChange(workspaceId: string, recordType: string): void {
  const key = `${workspaceId}:${recordType}`
  marks.set(key, (marks.get(key) ?? 0) + 1)
}
