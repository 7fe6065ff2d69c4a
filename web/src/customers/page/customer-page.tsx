export function CustomerPage() {
  return <p>CustomerPage</p>
}
