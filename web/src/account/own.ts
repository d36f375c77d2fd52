import { queryOptions } from '@tanstack/react-query'
import { api, body } from '../api/client'
import { queryClient } from '../api/pile'
import { whyNot } from '../api/problem'
import { say, sayWrong } from '../ui/toasts'

export const accountQueries = {
  sessions: queryOptions({ queryKey: ['account', 'sessions'], queryFn: () => body(api.GET('/api/account/sessions')) }),
  keys: queryOptions({ queryKey: ['account', 'keys'], queryFn: () => body(api.GET('/api/account/keys')) }),
}

/** The last second of a day that a field names, in the reader's time zone; null where it names none. */
export const endOf = (day: string): string | null => (day ? new Date(`${day}T23:59:59`).toISOString() : null)

/** Does something to the reader's own account, says what came of it, and has the lists asked for anew. */
export async function doing<T>(what: Promise<T>, said: (done: T) => string): Promise<T | null> {
  try {
    const done = await what
    say(said(done))
    return done
  } catch (problem) {
    sayWrong(whyNot(problem))
    return null
  } finally {
    await queryClient.invalidateQueries({ queryKey: ['account'] })
  }
}
