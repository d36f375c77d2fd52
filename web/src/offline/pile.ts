import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { queryClient } from '../api/pile'
import { queries } from '../api/queries'
import type { Write } from '../api/writes'
import { completedAfter, poolAfter, queueAfter, sessionAfter, threadAfter } from './foresee'
import { useWaiting, wasDone, type Waiting } from './outbox'

/** What waits, without what an undo that waits too takes back. */
export function standing(waiting: Waiting[]): Waiting[] {
  const undone = new Set(waiting.map(({ write }) => (write.kind === 'undo' ? write.of : undefined)))
  return waiting.filter((one) => one.refused === null && !undone.has(one.key))
}

/** What the server said last, and when, as it will be once what waits is done. */
function useForeseen<T>(data: T | undefined, said: number, after: (data: T, writes: Write[]) => T, beside?: unknown): T | undefined {
  const waiting = useWaiting()
  return useMemo(() => {
    const writes = standing(waiting).filter((one) => !wasDone(one, said)).map((one) => one.write)
    return data && writes.length > 0 ? after(data, writes) : data
  }, [data, said, waiting, beside])
}

export function useQueue() {
  const query = useQuery(queries.queue)
  return { ...query, data: useForeseen(query.data, query.dataUpdatedAt, queueAfter) }
}

export function useSession() {
  const query = useQuery(queries.session)
  return { ...query, data: useForeseen(query.data, query.dataUpdatedAt, sessionAfter) }
}

export function usePool() {
  const query = useQuery(queries.pool)
  // Only a look at what is there already: the pool is small, the queue may not be.
  const { data, dataUpdatedAt } = useQuery({ ...queries.queue, enabled: false })
  const queue = queryClient.getQueryState(queries.queue.queryKey)?.isInvalidated ? undefined : data
  return { ...query, data: useForeseen(query.data, queue ? dataUpdatedAt : query.dataUpdatedAt, (pool, writes) => poolAfter(pool, queue, writes), queue) }
}

/** @param enabled whether to ask the server for them */
export function useCompleted(enabled = true) {
  const query = useQuery({ ...queries.completed, enabled })
  const { data: queue } = useQuery({ ...queries.queue, enabled: false })
  return { ...query, data: useForeseen(query.data, query.dataUpdatedAt, (completed, writes) => completedAfter(completed, queue?.threads ?? [], writes), queue) }
}

export function useThread(id: number) {
  const query = useQuery(queries.thread(id))
  return { ...query, data: useForeseen(query.data, query.dataUpdatedAt, (thread, writes) => thread && threadAfter(thread, writes)) }
}
