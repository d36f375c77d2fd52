import 'fake-indexeddb/auto'
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, beforeEach, vi } from 'vitest'
import { forget } from '../../src/offline/store'

const ACCOUNT = { id: 7, username: 'ada', email: 'ada@example.org', is_admin: false }

/** The server, as far as a test says what it answers. Signing in works, and reads of the pile find nothing. */
export const server = setupServer()

let held = new Map<string, Promise<unknown>>()

/** Locks for one page, which has them only in a browser. */
const locks = {
  request<T>(name: string, ...rest: [() => Promise<T>] | [object, () => Promise<T>]): Promise<T> {
    const what = rest.at(-1) as () => Promise<T>
    if (rest.length === 2) return what()
    const mine = (held.get(name) ?? Promise.resolve()).then(what)
    held.set(name, mine.catch(() => null))
    return mine
  },
  query: async () => ({ held: [], pending: [] }),
}

beforeAll(() => {
  server.listen({ onUnhandledRequest: 'error' })
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
