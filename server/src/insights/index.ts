/** The door of insights. */
export { type AnalyzeCommand, analyzeCommands } from './analyze/index.ts'
