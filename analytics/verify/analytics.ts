import { writeFileSync } from 'node:fs'
import { verifyBasket, verifyRfm } from './_classes.ts'
import { verifyClock } from './_clock.ts'
import { verifyDispatch } from './_dispatch.ts'
import { verifyDuplicates } from './_duplicates.ts'
import { type Figure, hasData, repositoryFile } from './_figure.ts'
import { verifyForecast } from './_forecast.ts'
import { measureGrowth } from './_growth.ts'
import { verifyLifetimeValue } from './_lifetime-value.ts'
import { drawPictures } from './_pictures.ts'
import { printFigures, writeReport } from './_report.ts'
import { verifySatisfaction } from './_satisfaction.ts'
import { verifyScoring } from './_scoring.ts'
import { verifyText } from './_text.ts'

const say = (line: string) => process.stdout.write(`${line}\n`)

/** Holds the analytics against published figures, prints them, and prints `docs/analytics.md`. */
function main(): void {
  if (!hasData()) {
    say('The reference data (../shared/data) are not here; nothing was compared, and docs/analytics.md stays as it is.')
    return
  }
  const figures: Figure[] = []
  for (const verify of [
    verifyLifetimeValue,
    verifySatisfaction,
    verifyRfm,
    verifyScoring,
    verifyBasket,
    verifyDuplicates,
    verifyForecast,
    verifyText,
    verifyDispatch,
    verifyClock,
  ]) {
    figures.push(...verify())
  }
  say(printFigures(figures))
  writeFileSync(repositoryFile('docs/analytics.md'), writeReport(figures, measureGrowth(), drawPictures()))
  const asked = figures.filter(({ holds }) => holds !== null).length
  const failed = figures.filter(({ holds }) => holds === false).length
  say(failed === 0 ? `All ${asked} figures hold.` : `${failed} of ${asked} figures do not hold.`)
  if (failed > 0) process.exitCode = 1
}

main()
