export function CustomerList() {
  return <p>CustomerList</p>
}
