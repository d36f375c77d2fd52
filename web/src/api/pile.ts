import { QueryClient } from '@tanstack/react-query'
import { PILE } from './queries'
import { ApiError } from './problem'

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      gcTime: 24 * 3_600_000,
      // What the server refuses it will refuse again; what did not reach it is tried once more, where there is a network.
      retry: (failures, problem) => failures < 2 && navigator.onLine && !(problem instanceof ApiError && problem.status < 500),
      networkMode: 'always',
      refetchOnReconnect: true,
    },
  },
})

/** Has everything that is shown of the pile asked for anew. */
export async function refreshPile(): Promise<void> {
  const isRoll = (key: readonly unknown[]) => key[1] === 'roll'
  await queryClient.invalidateQueries({ queryKey: [PILE], predicate: ({ queryKey }) => !isRoll(queryKey) })
  // The session has said by now whether there is a pick, and in a moment the page knows to ask for it.
  await new Promise((done) => setTimeout(done))
  await queryClient.invalidateQueries({ queryKey: [PILE], predicate: ({ queryKey }) => isRoll(queryKey) })
}
