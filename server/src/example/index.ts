/** The door of the example firm: what commands may use. */
export { loadExample } from './load/first-firm.ts'
