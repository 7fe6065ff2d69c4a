export function ProductList() {
  return <p>ProductList</p>
}
