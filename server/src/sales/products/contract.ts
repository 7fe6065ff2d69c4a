import { type Static, Type } from 'typebox'
import { declareRoute } from '../../kernel/http/declare.ts'

const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(type: T) => Type.Union([type, Type.Null()])
const Text = (maxLength: number) => Nullable(Type.String({ maxLength }))
const Params = Type.Object({ id: Type.String({ format: 'uuid' }) })

const details = {
  code: Type.Optional(Text(100)),
  nameEn: Type.Optional(Text(400)),
  category: Type.Optional(Text(200)),
  unit: Type.Optional(Text(40)),
  /** Whole minor units. */
  listPrice: Type.Optional(Nullable(Type.Integer({ minimum: 0 }))),
  currency: Type.Optional(Type.String({ pattern: '^[A-Z]{3}$' })),
  isActive: Type.Optional(Type.Boolean()),
}

export const NewProduct = Type.Object(
  { name: Type.String({ minLength: 1, maxLength: 400, pattern: '\\S' }), ...details },
  { additionalProperties: false },
)
export type NewProduct = Static<typeof NewProduct>

export const ProductChanges = Type.Object(
  {
    version: Type.Integer({ minimum: 1 }),
    name: Type.Optional(Type.String({ minLength: 1, maxLength: 400, pattern: '\\S' })),
    ...details,
  },
  { additionalProperties: false },
)
export type ProductChanges = Static<typeof ProductChanges>

export const createProductRoute = declareRoute({
  method: 'POST',
  path: '/products',
  permission: 'product.create',
  summary: 'Creates a product.',
  body: NewProduct,
  status: 201,
})

export const changeProductRoute = declareRoute({
  method: 'PATCH',
  path: '/products/:id',
  permission: 'product.update',
  summary: 'Changes a product; 409 when somebody changed it since the version given.',
  params: Params,
  body: ProductChanges,
})

export const deleteProductRoute = declareRoute({
  method: 'DELETE',
  path: '/products/:id',
  permission: 'product.delete',
  summary: 'Moves a product to the recycle bin; orders keep it.',
  params: Params,
  query: Type.Object({ version: Type.Optional(Type.Integer({ minimum: 1 })) }, { additionalProperties: false }),
  status: 204,
})
