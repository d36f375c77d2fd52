import { useSyncExternalStore } from 'react'
import { outcome } from '../account/arrival'
import { base } from './base'
import type { components } from './schema'
import { ApiError, problemOf } from './problem'

export type Account = components['schemas']['Account']
export type SignInMethods = components['schemas']['SignInMethods']

type WebToken = components['schemas']['AccessToken']

/**
 * Who is signed in. `starting` until it is known; `in` without a token is a reader whose device has no network: what
 * was kept of their pile can be read.
 */
export type SignIn =
  | { kind: 'starting' }
  | { kind: 'out'; ended: boolean }
  | { kind: 'in'; account: Account; token: string | null }

type Told = { token: string; account: Account } | { ask: true } | { out: true; ended: boolean }

const KNOWN = 'comic-pile.reader'
const channel = new BroadcastChannel('comic-pile.sign-in')
let state: SignIn = { kind: 'starting' }
const listeners = new Set<() => void>()
const leavers = new Set<(ended: boolean) => Promise<unknown>>()

function become(next: SignIn): void {
  state = next
  if (next.kind === 'in') localStorage.setItem(KNOWN, JSON.stringify(next.account))
  if (next.kind === 'out') localStorage.removeItem(KNOWN)
  listeners.forEach((listener) => listener())
}

channel.onmessage = ({ data }: MessageEvent<Told>) => {
  if ('ask' in data) {
    if (state.kind === 'in' && state.token && secondsLeft(state.token) > 30) tell(state.token, state.account)
  } else if ('out' in data) {
    if (state.kind !== 'out') void left(data.ended)
  } else if (state.kind === 'in' && state.account.id !== data.account.id) {
    // Another reader has signed in beside us: nothing of ours may be shown under their name.
    void left(false).then(() => location.reload())
  } else if (state.kind !== 'out') {
    become({ kind: 'in', account: data.account, token: data.token })
  } else location.reload()
}

const tell = (token: string, account: Account) => channel.postMessage({ token, account } satisfies Told)

/** The sign-in, and a component that is drawn anew when it changes. */
export function useSignIn(): SignIn {
  return useSyncExternalStore(onSignIn, signIn)
}

export const signIn = (): SignIn => state

/** The id of the reader who is signed in, null where nobody is. */
export const reader = (): number | null => (state.kind === 'in' ? state.account.id : null)

export function onSignIn(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** What is to be cleared when a reader leaves; `ended` where the server has ended the sign-in, and they may come back. */
export const onLeaving = (leaver: (ended: boolean) => Promise<unknown>) => void leavers.add(leaver)

export function useAccount(): Account {
  const now = useSignIn()
  if (now.kind !== 'in') throw new Error('Nobody is signed in')
  return now.account
}

async function post<T>(path: string, body?: object): Promise<T> {
  const response = await fetch(`${base}/api/auth/${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body ?? {}),
  })
  if (!response.ok) throw await problemOf(response)
  return (response.status === 204 ? undefined : await response.json()) as T
}

async function enter(token: string): Promise<void> {
  const response = await fetch(`${base}/api/auth/me`, { headers: { Authorization: `Bearer ${token}` } })
  if (!response.ok) throw await problemOf(response)
  const account = (await response.json()) as Account
  become({ kind: 'in', account, token })
  tell(token, account)
}

export async function logIn(username: string, password: string): Promise<void> {
  await enter((await post<WebToken>('web/login', { username, password })).access_token)
}

export async function register(registration: {
  username: string
  email: string
  password: string
  invitation_code?: string
}): Promise<void> {
  await enter((await post<WebToken>('web/register', registration)).access_token)
}

/** Links the account whose password this is with that of the provider that has led here, and signs in to it. */
export async function linkAccount(username: string, password: string): Promise<void> {
  await enter((await post<WebToken>('web/link', { username, password })).access_token)
}

/** Signs in an admin by a code, where nobody signs in by a password. */
export async function signInByCode(username: string, code: string): Promise<void> {
  await enter((await post<WebToken>('web/code', { username, code })).access_token)
}

/** What a passkey of this browser is to sign. */
export const passkeyRequest = () => post<components['schemas']['PasskeyRequest']>('web/passkey/options')

/** Signs in by what it has signed. */
export async function signInByPasskey(signed: components['schemas']['PasskeyLogin']): Promise<void> {
  await enter((await post<WebToken>('web/passkey', signed)).access_token)
}

/** Sets a new password by a code that an admin has made. */
export async function resetPassword(reset: { username: string; code: string; new_password: string }): Promise<void> {
  await post('reset-password', reset)
}

let hasLeft = false

/** Whether somebody has signed out in this tab. */
export const hasSignedOut = (): boolean => hasLeft

/** Signs out on this device; what was kept of the pile goes, whether or not the server hears of it. */
export async function logOut(): Promise<void> {
  const token = state.kind === 'in' ? state.token : null
  hasLeft = true
  try {
    await fetch(`${base}/api/auth/web/logout`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...(token && { Authorization: `Bearer ${token}` }) },
      body: '{}',
    })
  } finally {
    await leave(false)
  }
}

/** Leaves in all tabs. */
function leave(ended: boolean): Promise<void> {
  channel.postMessage({ out: true, ended } satisfies Told)
  return left(ended)
}

let forGood = false

/**
 * Signs out a reader whose account `deletion` deletes. What this device kept goes also where the server ends the
 * sign-in before it has answered.
 */
export async function leaveForGood(deletion: () => Promise<unknown>): Promise<void> {
  forGood = true
  try {
    await deletion()
    await logOut()
  } finally {
    forGood = false
  }
}

async function left(endedByServer: boolean): Promise<void> {
  const ended = endedByServer && !forGood
  await Promise.allSettled([...leavers].map((leaver) => leaver(ended)))
  become({ kind: 'out', ended })
}

export async function signInMethods(): Promise<SignInMethods> {
  const response = await fetch(`${base}/api/auth/methods`)
  if (!response.ok) throw await problemOf(response)
  return (await response.json()) as SignInMethods
}

/** Finds out who is signed in: from another tab, else by the cookie, else, without a network, from what was kept. */
export async function start(): Promise<void> {
  // A provider has just signed somebody in: only the cookie says whom.
  if (outcome === 'signed_in') return void (await freshToken(null).catch(() => become({ kind: 'out', ended: false })))
  const known = JSON.parse(localStorage.getItem(KNOWN) ?? 'null') as Account | null
  if (!known) return become({ kind: 'out', ended: false })
  state = { kind: 'in', account: known, token: null }
  void navigator.locks?.request('comic-pile.tab', { mode: 'shared' }, () => new Promise(() => {}))
  try {
    if (!(await fromAnotherTab())) await freshToken(null)
  } catch {
    if (signIn().kind === 'in') become({ kind: 'in', account: known, token: null })
  }
}

async function fromAnotherTab(): Promise<boolean> {
  const held = (await navigator.locks?.query())?.held?.filter((lock) => lock.name === 'comic-pile.tab') ?? []
  if (held.length < 2) return false
  channel.postMessage({ ask: true } satisfies Told)
  return told(500)
}

/** Whether another tab tells its sign-in within so many milliseconds. */
function told(within: number): Promise<boolean> {
  return new Promise((done) => {
    const stop = onSignIn(() => finish(true))
    const timer = setTimeout(() => finish(false), within)
    const finish = (found: boolean) => {
      clearTimeout(timer)
      stop()
      done(found)
    }
  })
}

const currentToken = () => (state.kind === 'in' ? state.token : null)

/**
 * A token other than `stale`. Tabs wait for each other, so that one refresh serves all of them.
 *
 * @throws ApiError where the server ends the sign-in
 * @throws TypeError without a network
 */
export async function freshToken(stale: string | null): Promise<string> {
  const refresh = async () => {
    const other = currentToken()
    if (other && other !== stale) return other
    try {
      const token = (await post<WebToken>('web/refresh')).access_token
      await enter(token)
      return token
    } catch (problem) {
      if (problem instanceof ApiError && problem.status === 401) await leave(true)
      throw problem
    }
  }
  if (!navigator.locks) return refresh()
  const first = await navigator.locks.request('comic-pile.refresh', { ifAvailable: true }, (lock) => (lock ? refresh() : null))
  if (first) return first
  return navigator.locks.request('comic-pile.refresh', async () => {
    // What the tab before has got may still be on its way here.
    if (currentToken() === stale) await told(200)
    return refresh()
  })
}

/** Asks anew who is signed in, after something of the account has changed. */
export const anew = async (): Promise<void> => void (await freshToken(currentToken()))

/** Sends a request as the reader, with a fresh token where the one at hand has run out. */
export async function fetchAsReader(request: Request): Promise<Response> {
  let token = currentToken()
  if (!token || secondsLeft(token) < 5) token = await freshToken(token)
  const again = request.clone()
  const send = (one: Request, bearer: string) => {
    one.headers.set('Authorization', `Bearer ${bearer}`)
    return fetch(one)
  }
  const response = await send(request, token)
  return response.status === 401 ? send(again, await freshToken(token)) : response
}

function secondsLeft(token: string): number {
  try {
    const payload = token.split('.')[1]?.replaceAll('-', '+').replaceAll('_', '/') ?? ''
    const { exp } = JSON.parse(atob(payload)) as { exp: number }
    return exp - Date.now() / 1000
  } catch {
    return Infinity
  }
}
