/**
 * Paths of the contract that the committed OpenAPI document does not name yet. A path that it gets is
 * deleted here.
 */

/** What a sign-in page offers. */
export interface SignInMethods {
  password: boolean
  registration: 'open' | 'closed' | 'invitation'
  oidc: { id: string; name: string }[]
  passkeys: boolean
  /** There is a demo reader whom anyone may sign in as. */
  demo?: boolean
}

/** What signing in through a browser answers: the refresh token is in a cookie. */
export interface WebToken {
  access_token: string
}

/** One thing that happened to the reader's pile, as `GET /api/events` tells it. */
export interface PileChange {
  version: number
  types: string[]
  thread_ids: number[]
}
