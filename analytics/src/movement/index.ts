export { type Movement, movement, type Slide, slides, type Transition } from './movement.ts'
