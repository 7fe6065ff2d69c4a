/** The door of insights. */
export { analyzeCommands } from './analyze/index.ts'
