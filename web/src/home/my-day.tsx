export function MyDay() {
  return <p>MyDay</p>
}
