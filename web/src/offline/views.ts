import { dehydrate, hydrate, type DehydratedState } from '@tanstack/react-query'
import { onLeaving, onSignIn, reader } from '../api/auth'
import { queryClient } from '../api/pile'
import { PILE, queries } from '../api/queries'
import { isConnected } from './connection'
import { forget, keep, kept } from './store'

/** What can be read without a network: the pile as it was last seen, and the history as far as it was. */
const READABLE = new Set(['session', 'pool', 'roll', 'queue', 'completed', 'last-actions', 'sessions', 'session-details', 'snapshots', 'actions', 'thread', 'thread-history', 'analytics'])
const SOON = 50
const OFTEN = 2000
const LARGE = 1000

/** Shows what was kept until the server has answered, and keeps what it answers. */
export async function startKeepingViews(): Promise<void> {
  const id = reader()
  if (id !== null) await restore(id)
  let shown = id
  onSignIn(() => {
    const next = reader()
    if (next === shown) return
    shown = next
    if (next !== null) void restore(next)
  })
  const keeping = later(keepViews, () => (sizeOfQueue() > LARGE ? OFTEN : SOON))
  const completing = later(complete, () => OFTEN)
  queryClient.getQueryCache().subscribe((event) => {
    if (event.type !== 'updated' || event.action.type !== 'success') return
    keeping.ask()
    completing.ask()
  })
  // Who leaves in this moment, or loses the network, is to find what was shown last.
  addEventListener('pagehide', keeping.hurry)
  addEventListener('offline', keeping.hurry)
  onLeaving(async (ended) => {
    const owner = reader()
    queryClient.clear()
    if (owner !== null && !ended) await forget('views', owner)
  })
}

/** Something to be done once for all that ask for it within some milliseconds, or at once where it is wanted already. */
function later(what: () => unknown, pause: () => number) {
  let timer: ReturnType<typeof setTimeout> | null = null
  const run = () => {
    timer = null
    what()
  }
  return {
    ask: () => void (timer ??= setTimeout(run, pause())),
    hurry: () => {
      if (timer === null) return
      clearTimeout(timer)
      run()
    },
  }
}

const sizeOfQueue = () => queryClient.getQueryData(queries.queue.queryKey)?.total ?? 0

/** Reads what is to be kept of the pile also where its pages were not looked at. A very large queue is read once. */
async function complete(): Promise<void> {
  const { queryKey } = queries.queue
  const queue = queryClient.getQueryData(queryKey)
  const isOld = queryClient.getQueryState(queryKey)?.isInvalidated
  if (!isConnected() || reader() === null) return
  if (!queue || (isOld && queue.total <= LARGE)) await queryClient.prefetchQuery(queries.queue)
  if (!queryClient.getQueryData(queries.sessions.queryKey)) await queryClient.prefetchInfiniteQuery(queries.sessions)
}

function keepViews(): void {
  const owner = reader()
  if (owner !== null) void keep('views', owner, snapshot()).catch(() => null)
}

/** What the server said last, also of what it was asked for in vain since. */
function snapshot(): DehydratedState {
  const { queries, mutations } = dehydrate(queryClient, { shouldDehydrateQuery: ({ queryKey, state }) => queryKey[0] === PILE && READABLE.has(String(queryKey[1])) && state.data !== undefined })
  return { mutations, queries: queries.map((query) => ({ ...query, state: { ...query.state, status: 'success', error: null, fetchFailureCount: 0, fetchFailureReason: null } })) }
}

async function restore(owner: number): Promise<void> {
  const views = await kept<DehydratedState>('views', owner).catch(() => undefined)
  if (!views) return
  hydrate(queryClient, views)
  // Old news, to be asked for anew as soon as it is shown.
  await queryClient.invalidateQueries({ queryKey: [PILE], refetchType: 'none' })
}
