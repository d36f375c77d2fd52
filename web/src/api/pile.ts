import { QueryCache, QueryClient } from '@tanstack/react-query'
import { setAsksToWait } from '../offline/connection'
import { PILE } from './queries'
import { ApiError, worthAgain } from './problem'

export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: goOnLater }),
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

let goingOn: ReturnType<typeof setTimeout> | null = null

/** Asks anew for what is shown and could not be read, once the server has said that it may be; says so until then. */
function goOnLater(problem: unknown): void {
  const seconds = worthAgain(problem)
  if (seconds === null) return
  setAsksToWait(true)
  goingOn ??= setTimeout(() => {
    goingOn = null
    void queryClient
      .refetchQueries({ type: 'active', predicate: ({ state }) => worthAgain(state.error) !== null })
      .then(() => setAsksToWait(goingOn !== null))
  }, seconds * 1000)
}
