import type { IconProps } from '@tabler/icons-react'
import type { ComponentType } from 'react'

export type IconShape = ComponentType<IconProps>

/** Every icon of the product: 16 px, 1.7 stroke, silent to screen readers because words stand beside it. */
export function Icon({ of: Shape, size = 16, className }: { of: IconShape; size?: number; className?: string }) {
  return <Shape size={size} stroke={1.7} aria-hidden {...(className ? { className } : {})} />
}
