import { useSyncExternalStore } from 'react'
import { onLeaving, onSignIn, signIn } from '../api/auth'
import { refreshPile } from '../api/pile'
import { ApiError, isOffline } from '../api/problem'
import { uniqueKey } from '../api/uniqueKey'
import { send, type Write } from '../api/writes'
import { foresee } from './foresee'
import { forget, keep, kept } from './store'
import { keepViews } from './views'

/** A write that waits for the server. `refused` is why the server did not do it. */
export interface Waiting {
  key: string
  write: Write
  /** When it was asked for, in milliseconds since 1970. */
  at: number
  refused: string | null
}

/** The server knows a key for a day; what waited longer than this is asked about before it is sent. */
const TOO_OLD = 20 * 3_600_000
const AGAIN = 15_000

let waiting: Waiting[] = []
const listeners = new Set<() => void>()
const channel = new BroadcastChannel('comic-pile.outbox')

const reader = () => {
  const now = signIn()
  return now.kind === 'in' ? now.account.id : null
}

export const isOld = ({ at }: Waiting): boolean => Date.now() - at > TOO_OLD

/** What waits, what was refused and what is too old to be sent unasked, in the order it was asked for. */
export const useWaiting = () =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => waiting,
  )

export const isWaiting = (): boolean => waiting.some((one) => one.refused === null)

function show(next: Waiting[]): void {
  waiting = next
  listeners.forEach((listener) => listener())
}

/** Changes what waits, for all tabs, one change after another. */
async function change(how: (before: Waiting[]) => Waiting[]): Promise<void> {
  const owner = reader()
  if (owner === null) return
  await exclusively('comic-pile.outbox.change', async () => {
    const next = how((await kept<Waiting[]>('waiting', owner)) ?? [])
    await keep('waiting', owner, next)
    show(next)
  })
  channel.postMessage(owner)
}

const exclusively = <T>(name: string, what: () => Promise<T>): Promise<T> => (navigator.locks ? (navigator.locks.request(name, what) as Promise<T>) : what())

/** Keeps a write for later, and shows the pile as if it had been done. */
export async function wait(write: Write, key: string): Promise<void> {
  await change((before) => [...before, { key, write, at: Date.now(), refused: null }])
  foresee(write)
  const owner = reader()
  if (owner !== null) await keepViews(owner)
}

export const dismiss = (key: string) => change((before) => before.filter((one) => one.key !== key))

/** Sends what is too old after all: as a new write, since the server has forgotten the key. */
export async function sendAnyway(key: string): Promise<void> {
  await change((before) => before.map((one) => (one.key === key ? { ...one, key: uniqueKey(), at: Date.now() } : one)))
  await flush()
}

/**
 * Sends what waits, in its order, up to the first that does not reach the server or is too old. One tab does it at a
 * time.
 *
 * @return whether nothing waits any more
 */
export async function flush(): Promise<boolean> {
  let sent = 0
  await exclusively('comic-pile.outbox.flush', async () => {
    for (;;) {
      const owner = reader()
      if (owner === null) return
      const next = ((await kept<Waiting[]>('waiting', owner)) ?? []).find((one) => one.refused === null)
      if (!next || isOld(next)) return
      try {
        await send(next.write, next.key)
        sent++
        await dismiss(next.key)
      } catch (problem) {
        if (isOffline(problem) || !(problem instanceof ApiError) || problem.status === 401 || problem.status === 429) return
        await change((before) => before.map((one) => (one.key === next.key ? { ...one, refused: problem.message } : one)))
      }
    }
  })
  if (sent > 0) await refreshPile()
  return !isWaiting()
}

export async function startOutbox(): Promise<void> {
  const load = async () => {
    const owner = reader()
    show(owner === null ? [] : ((await kept<Waiting[]>('waiting', owner)) ?? []))
  }
  await load()
  channel.onmessage = () => void load()
  const tryAgain = () => void (isWaiting() && flush())
  let shown = reader()
  onSignIn(() => {
    if (shown === reader()) return
    shown = reader()
    void load().then(tryAgain)
  })
  addEventListener('online', tryAgain)
  setInterval(tryAgain, AGAIN)
  tryAgain()
  onLeaving(async (ended) => {
    const owner = reader()
    show([])
    if (owner !== null && !ended) await forget('waiting', owner)
  })
}
