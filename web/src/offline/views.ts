import { dehydrate, hydrate } from '@tanstack/react-query'
import { onLeaving, onSignIn, reader } from '../api/auth'
import { queryClient } from '../api/pile'
import { PILE, queries } from '../api/queries'
import { isConnected } from './connection'
import { forget, keep, kept } from './store'

/** What can be read without a network: the pile as it was last seen, and the history as far as it was. */
const READABLE = new Set(['session', 'pool', 'roll', 'queue', 'completed', 'last-actions', 'sessions', 'session-details', 'actions', 'thread', 'thread-history', 'analytics'])
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
  let timer: ReturnType<typeof setTimeout> | null = null
  queryClient.getQueryCache().subscribe(({ type }) => {
    if (type !== 'updated' && type !== 'added') return
    timer ??= setTimeout(() => {
      timer = null
      const owner = reader()
      if (owner !== null) void complete().then(() => keepViews(owner))
    }, OFTEN)
  })
  onLeaving(async (ended) => {
    const owner = reader()
    queryClient.clear()
    if (owner !== null && !ended) await forget('views', owner)
  })
}

/** Reads what is to be kept of the pile also where its pages were not looked at. A very large queue is read once. */
async function complete(): Promise<void> {
  const { queryKey } = queries.queue
  const queue = queryClient.getQueryData(queryKey)
  const isOld = queryClient.getQueryState(queryKey)?.isInvalidated
  if (!isConnected()) return
  if (!queue || (isOld && queue.total <= LARGE)) await queryClient.prefetchQuery(queries.queue)
  if (!queryClient.getQueryData(queries.sessions.queryKey)) await queryClient.prefetchInfiniteQuery(queries.sessions)
}

/** Keeps what the server said last. */
const keepViews = (owner: number): Promise<unknown> => keep('views', owner, snapshot()).catch(() => null)

const snapshot = () =>
  dehydrate(queryClient, { shouldDehydrateQuery: ({ queryKey, state }) => queryKey[0] === PILE && READABLE.has(String(queryKey[1])) && state.status === 'success' })

async function restore(owner: number): Promise<void> {
  const views = await kept<ReturnType<typeof snapshot>>('views', owner).catch(() => undefined)
  if (!views) return
  hydrate(queryClient, views)
  // Old news, to be asked for anew as soon as it is shown.
  await queryClient.invalidateQueries({ queryKey: [PILE], refetchType: 'none' })
}
