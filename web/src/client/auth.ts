import { twoFactorClient } from 'better-auth/client/plugins'
import { createAuthClient } from 'better-auth/react'

/** The sign-in library's own client: passwords and sessions are its business, never ours. */
export const createAuth = () =>
  createAuthClient({
    baseURL: window.location.origin,
    basePath: '/api/v1/auth',
    fetchOptions: { headers: { 'x-rapport': '1' } },
    plugins: [twoFactorClient()],
  })
