export function RecycleBin() {
  return <p>RecycleBin</p>
}
