import { setConnected } from '../offline/connection'
import { fetchAsReader, onLeaving, onSignIn, signIn } from './auth'
import { base } from './base'
import type { components } from './schema'
import { refreshPile } from './pile'
import { isOffline } from './problem'
import { eventsOf } from './serverSentEvents'
import { forgetVersion, see, seenVersion } from './version'

type PileChange = components['schemas']['PileChange']
type Told = { change: PileChange } | { reset: true }

const SOONEST = 1000
const LATEST = 30_000

const channel = new BroadcastChannel('comic-pile.live')
let lastEventId: string | null = null
let refreshing: ReturnType<typeof setTimeout> | null = null

function heard(told: Told): void {
  if ('reset' in told) forgetVersion()
  else if (told.change.version <= seenVersion()) return
  else see(told.change.version)
  // Several changes in a row, as of an import, are one reason to ask anew.
  refreshing ??= setTimeout(() => {
    refreshing = null
    void refreshPile()
  }, 30)
}

/** Follows what happens to the pile on other devices. One tab listens, and tells the others. */
export function startListening(): void {
  channel.onmessage = ({ data }: MessageEvent<Told>) => heard(data)
  onLeaving(async () => forgetVersion())
  const asLeader = () => (navigator.locks ? navigator.locks.request('comic-pile.live', listen) : listen())
  void asLeader()
}

async function listen(): Promise<never> {
  let pause = SOONEST
  for (;;) {
    if (signIn().kind !== 'in') {
      lastEventId = null
      await new Promise<void>((signedIn) => {
        const stop = onSignIn(() => (stop(), signedIn()))
      })
      continue
    }
    try {
      const status = await followOnce()
      pause = status === 200 ? SOONEST : Math.min(LATEST, pause * 2)
    } catch (problem) {
      setConnected(!isOffline(problem))
      pause = Math.min(LATEST, pause * 2)
    }
    await untilOnlineOr(pause)
  }
}

/** Reads the stream until it ends. @return how the server answered */
async function followOnce(): Promise<number> {
  const leaving = new AbortController()
  const stop = onSignIn(() => signIn().kind !== 'in' && leaving.abort())
  try {
    const headers = { Accept: 'text/event-stream', ...(lastEventId && { 'Last-Event-ID': lastEventId }) }
    const response = await fetchAsReader(new Request(`${base}/api/events`, { headers, signal: leaving.signal, cache: 'no-store' }))
    setConnected(response.status < 502)
    if (!response.ok || !response.body) return response.status
    for await (const event of eventsOf(response.body)) {
      lastEventId = event.id ?? lastEventId
      const told: Told = event.name === 'reset' ? { reset: true } : { change: JSON.parse(event.data) as PileChange }
      channel.postMessage(told)
      heard(told)
    }
    return response.status
  } finally {
    stop()
  }
}

function untilOnlineOr(pause: number): Promise<void> {
  return new Promise((done) => {
    const go = () => {
      clearTimeout(timer)
      removeEventListener('online', go)
      done()
    }
    const timer = setTimeout(go, pause)
    addEventListener('online', go)
  })
}
