import { notifyManager, QueryClient } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { PILE } from './queries'
import { ApiError, isTooMany, worthAgain } from './problem'

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      gcTime: 24 * 3_600_000,
      // What the server refuses it will refuse again; what did not reach it is tried once more, where there is a network.
      retry: (failures, problem) => failures < 2 && navigator.onLine && !(problem instanceof ApiError && problem.status < 500),
      // What is shown and could not be read is asked for anew, once the server has said that it may be.
      refetchInterval: ({ state }) => worthAgain(state.error),
      networkMode: 'always',
      refetchOnReconnect: true,
    },
  },
})

/** Has everything that is shown of the pile asked for anew. */
export async function refreshPile(): Promise<void> {
  // What was asked for before, by a page that is gone, is older than what is to be shown, whenever it is answered.
  await queryClient.cancelQueries({ queryKey: [PILE], type: 'inactive' })
  const isRoll = (key: readonly unknown[]) => key[1] === 'roll'
  await queryClient.invalidateQueries({ queryKey: [PILE], predicate: ({ queryKey }) => !isRoll(queryKey) })
  // The session has said by now whether there is a pick, and in a moment the page knows to ask for it.
  await new Promise((done) => setTimeout(done))
  await queryClient.invalidateQueries({ queryKey: [PILE], predicate: ({ queryKey }) => isRoll(queryKey) })
}

const reads = queryClient.getQueryCache()
const areTooMany = () => reads.getAll().some((query) => query.isActive() && isTooMany(query.state.error))
const whenRead = (told: () => void) => reads.subscribe(notifyManager.batchCalls(told))

/** Whether the server has refused reads of what is shown for being too many, so that it may be older than what is there. */
export const useTooManyReads = (): boolean => useSyncExternalStore(whenRead, areTooMany)
