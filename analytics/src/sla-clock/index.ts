export {
  type BusinessCalendar,
  type BusinessClock,
  createBusinessClock,
  type PausableTarget,
  type Shift,
  type TargetState,
  targetState,
} from './calendar.ts'
