export function OrderList() {
  return <p>OrderList</p>
}
