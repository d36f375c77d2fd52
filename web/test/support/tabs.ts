import '@testing-library/jest-dom/vitest'
import 'fake-indexeddb/auto'
import { File as NodeFile } from 'node:buffer'
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, beforeEach, vi } from 'vitest'
import { forget } from '../../src/offline/store'

const ACCOUNT = { id: 7, username: 'ada', email: 'ada@example.org', is_admin: false }

/** The server, as far as a test says what it answers. Signing in works, and reads of the pile find nothing. */
export const server = setupServer()

let held = new Map<string, Promise<unknown>>()

type Holder<T> = (lock: object | null) => Promise<T>

/** The locks of a browser, as far as the app needs them. */
const locks = {
  request<T>(name: string, ...rest: [Holder<T>] | [{ ifAvailable?: boolean; mode?: string }, Holder<T>]): Promise<T> {
    const holder = rest.at(-1) as Holder<T>
    const options = rest.length === 2 ? rest[0] : {}
    const before = held.get(name)
    if (options.mode === 'shared') return holder({})
    if (options.ifAvailable && before) return holder(null)
    const mine = (before ?? Promise.resolve()).then(() => holder({}))
    const free: Promise<unknown> = mine.then(() => null, () => null).then(() => held.get(name) === free && held.delete(name))
    held.set(name, free)
    return mine
  },
  query: async () => ({ held: [], pending: [] }),
}

beforeAll(async () => {
  server.listen({ onUnhandledRequest: 'error' })
  // Those that requests are made of, which jsdom has in a lesser form of its own.
  globalThis.File = NodeFile as typeof File
  globalThis.FormData = (await new Response(new URLSearchParams()).formData()).constructor as typeof FormData
  Object.defineProperty(navigator, 'locks', { value: locks, configurable: true })
})

beforeEach(() => {
  localStorage.setItem('comic-pile.reader', JSON.stringify(ACCOUNT))
  server.use(
    http.post('*/api/auth/web/refresh', () => HttpResponse.json({ access_token: 'a token', token_type: 'bearer' })),
    http.get('*/api/auth/me', () => HttpResponse.json(ACCOUNT)),
  )
})

afterEach(async () => {
  closeTabs()
  server.resetHandlers()
  localStorage.clear()
  await forget('waiting', ACCOUNT.id)
  document.body.replaceChildren()
})

afterAll(() => server.close())

/** Another tab of the same browser: its script anew, with the same storage, channels and locks; signed in. */
export async function openTab() {
  vi.resetModules()
  const [auth, outbox, { act }, { Toasts }] = await Promise.all([import('../../src/api/auth'), import('../../src/offline/outbox'), import('../../src/api/act'), import('../../src/ui/toasts')])
  await auth.start()
  return { ...auth, ...outbox, act, Toasts }
}

/** What a tab holds is free once it is closed; what it was sending is not heard of again. */
export const closeTabs = () => void (held = new Map())

/** What the device keeps of the reader's writes. */
export async function keptWrites(): Promise<{ key: string; refused: string | null }[]> {
  const { kept } = await import('../../src/offline/store')
  return (await kept<{ key: string; refused: string | null }[]>('waiting', ACCOUNT.id)) ?? []
}

/** An answer to a write that brought the pile to a version. */
export const written = (version: number, body: object = {}) => HttpResponse.json(body, { headers: { 'Pile-Version': String(version) } })

/** A refusal that names fields of the body. */
export const refused = (status: number, detail: string, fields: Record<string, string> = {}) =>
  HttpResponse.json(
    { type: 'about:blank', title: 'No', status, detail, errors: Object.entries(fields).map(([field, message]) => ({ field: `body.${field}`, message, type: 'malformed' })) },
    { status, headers: { 'Content-Type': 'application/problem+json' } },
  )
