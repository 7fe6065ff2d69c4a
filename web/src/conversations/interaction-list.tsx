export function InteractionList() {
  return <p>InteractionList</p>
}
