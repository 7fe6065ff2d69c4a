import { useFormats } from '../../ui/format.ts'

/** A probability in percent; nothing is ever quite sure, so what rounds to a hundred is "over 99". */
export function useSureness(): (probability: number) => string {
  const format = useFormats()
  return (probability) => (probability >= 0.995 ? `> ${format.percent(0.99)}` : format.percent(probability))
}
