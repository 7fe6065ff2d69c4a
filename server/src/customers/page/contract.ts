import { Type } from 'typebox'
import { declareRoute } from '../../kernel/http/declare.ts'

export const customerPageRoute = declareRoute({
  method: 'GET',
  path: '/customers/:id/page',
  permission: 'customer.read',
  summary: 'Everything known about a customer that the 360° page opens with.',
  params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
})
