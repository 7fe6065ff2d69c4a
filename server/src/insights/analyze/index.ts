import { basketCommand } from './basket.ts'
import type { AnalyzeCommand } from './command.ts'
import { duplicatesCommand } from './duplicates.ts'
import { lifetimeValueCommand } from './lifetime-value.ts'
import { rfmCommand } from './rfm.ts'
import { satisfactionCommand } from './satisfaction.ts'
import { scoreCommand } from './score.ts'
import { sentimentCommand } from './sentiment.ts'

export type { AnalyzeCommand } from './command.ts'

/** The analyses on files; the command line adds each as `rapport analyze <name> FILE`. */
export const analyzeCommands: readonly AnalyzeCommand[] = [
  lifetimeValueCommand,
  satisfactionCommand,
  duplicatesCommand,
  scoreCommand,
  rfmCommand,
  basketCommand,
  sentimentCommand,
]
