import { useNavigate } from '@tanstack/react-router'
import type { Shortcuts } from '../../ui/shortcuts.ts'

export const destinations = {
  'g h': '/',
  'g c': '/customers',
  'g i': '/interactions',
  'g o': '/orders',
  'g p': '/products',
  'g r': '/recognise',
  'g m': '/imports',
  'g s': '/settings',
} as const

/** `G` then a letter goes to a place. */
export function useGoTo(): Shortcuts {
  const navigate = useNavigate()
  return Object.fromEntries(Object.entries(destinations).map(([keys, to]) => [keys, () => void navigate({ to })]))
}
