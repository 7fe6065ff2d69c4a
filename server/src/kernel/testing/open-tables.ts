/** Tables that belong to no workspace and that requests may use all the same. */
export const openTables: readonly string[] = [
  // A person signs in once and may be a member of several workspaces; only the sign-in library touches these.
  'auth.account',
  'auth.apikey',
  'auth.passkey',
  'auth.session',
  'auth.twoFactor',
  'auth.user',
  'auth.verification',
  // One row: whether the first run of this installation is done.
  'platform.installation',
]
