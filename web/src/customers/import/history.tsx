export function ImportHistory() {
  return <p>ImportHistory</p>
}
