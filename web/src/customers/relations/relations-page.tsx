export function RelationsPage() {
  return <p>RelationsPage</p>
}
