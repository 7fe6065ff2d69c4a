/** Ends the session and forgets everything this browser has read. */
export async function signOut(): Promise<void> {
  const { createAuth } = await import('./auth.ts')
  await createAuth().signOut()
  window.location.assign('/sign-in')
}
