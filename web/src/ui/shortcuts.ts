import { useEffect, useRef } from 'react'

export type Shortcuts = Record<string, (event: KeyboardEvent) => void>

const sequenceMs = 1200

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/u.test(target.tagName)) &&
  !(target instanceof HTMLInputElement && /^(checkbox|radio)$/u.test(target.type))

const nameOf = (event: KeyboardEvent): string => {
  const key = event.key.toLowerCase()
  return event.metaKey || event.ctrlKey ? `mod+${key}` : key
}

/**
 * Keys for the whole page: `{ 'mod+k': open, 'g c': goToCustomers, j: next }`. Single letters rest while a person types
 * and while something floats above the page.
 */
export function useShortcuts(shortcuts: Shortcuts, enabled = true): void {
  const latest = useRef(shortcuts)
  latest.current = shortcuts
  useEffect(() => {
    if (!enabled) return
    let first = ''
    let timer: ReturnType<typeof setTimeout> | undefined
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || event.altKey) return
      const key = nameOf(event)
      const plain = !key.startsWith('mod+')
      if (plain && (isTyping(event.target) || document.querySelector('[role="dialog"],[role="menu"],[role="listbox"]')))
        return
      const sequence = first ? `${first} ${key}` : ''
      const run = latest.current[sequence] ?? latest.current[key]
      clearTimeout(timer)
      first = ''
      if (run) {
        event.preventDefault()
        run(event)
      } else if (plain && Object.keys(latest.current).some((known) => known.startsWith(`${key} `))) {
        first = key
        timer = setTimeout(() => {
          first = ''
        }, sequenceMs)
      }
    }
    window.addEventListener('keydown', onKey)
    return () => {
      clearTimeout(timer)
      window.removeEventListener('keydown', onKey)
    }
  }, [enabled])
}
