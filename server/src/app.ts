import { conversationsSlice } from './conversations/slice.ts'
import { customersSlice } from './customers/slice.ts'
import type { Slice } from './kernel/slice.ts'
import { platformSlice } from './platform/slice.ts'
import { salesSlice } from './sales/slice.ts'

/** Every slice of the product, lower ones first. The only file that knows them all. */
export const slices: readonly Slice[] = [platformSlice, customersSlice, conversationsSlice, salesSlice]
