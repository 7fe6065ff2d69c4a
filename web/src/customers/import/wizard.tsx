export function ImportWizard() {
  return <p>ImportWizard</p>
}
