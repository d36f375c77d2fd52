import type { QueuedThread, Schemas, Session } from '../api/client'
import { queryClient } from '../api/pile'
import { PILE } from '../api/queries'
import type { Write } from '../api/writes'

type Queue = Schemas['QueueListing']

/** Shows the pile as a write will leave it, as far as that can be known without the server. */
export function foresee(write: Write): void {
  switch (write.kind) {
    case 'rate':
    case 'read':
      nothingPending()
      threads((all) => {
        const read = all.map((thread) =>
          thread.id === write.thread_id ? { ...thread, issues_remaining: Math.max(0, thread.issues_remaining - write.issues_read), ...(write.kind === 'rate' && { last_rating: write.rating }) } : thread,
        )
        return write.kind === 'rate' ? moved(read, write.thread_id, write.rating >= 4 ? 'front' : 'back') : read
      })
      break
    case 'snooze':
      nothingPending()
      threads((all) => all.map((thread) => (thread.id === write.thread_id ? { ...thread, snoozed: true } : thread)))
      break
    case 'edit':
      threads((all) =>
        all.map((thread) => {
          const { title, format, issues_remaining, notes } = write.changes
          return thread.id !== write.thread_id ? thread : { ...thread, title: title ?? thread.title, format: format ?? thread.format, issues_remaining: issues_remaining ?? thread.issues_remaining, notes: notes ?? thread.notes }
        }),
      )
      break
    case 'delete':
      threads((all) => all.filter((thread) => thread.id !== write.thread_id))
      break
    case 'move':
      threads((all) => moved(all, write.thread_id, write.to))
      break
    default:
  }
}

function nothingPending(): void {
  queryClient.setQueryData<Session>([PILE, 'session'], (session) => session && { ...session, pending_thread_id: null })
}

function threads(change: (all: QueuedThread[]) => QueuedThread[]): void {
  queryClient.setQueryData<Queue>([PILE, 'queue'], (queue) => {
    if (!queue) return queue
    const next = change(queue.threads)
      .filter((thread) => thread.issues_remaining > 0)
      .map((thread, index) => (thread.queue_position === index + 1 ? thread : { ...thread, queue_position: index + 1 }))
    return { ...queue, total: next.length, threads: next }
  })
}

/** A list with one of its threads elsewhere. */
export function moved<T extends { id: number }>(all: T[], id: number, to: 'front' | 'back' | number): T[] {
  const thread = all.find((one) => one.id === id)
  if (!thread) return all
  const rest = all.filter((one) => one !== thread)
  const place = to === 'front' ? 0 : to === 'back' ? rest.length : Math.min(rest.length, to - 1)
  return [...rest.slice(0, place), thread, ...rest.slice(place)]
}
