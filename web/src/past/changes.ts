import type { Schemas, Thread } from '../api/client'

type Pile = Pick<Schemas['PastPile'], 'queue' | 'completed'>

/** What became of a thread of the past: where it is now, by how many issues it was read, and whether it is gone. */
export interface Change {
  thread: Thread
  now: Thread | null
  read: number
  moved: boolean
}

export interface Changes {
  /** Of the threads that were in the queue then, in the order of then. */
  queue: Change[]
  /** Threads of now that were not there. */
  added: Thread[]
  gone: number
  completed: number
  moved: number
  issuesRead: number
}

export function changesSince(then: Pile, now: Pile): Changes {
  const current = new Map([...now.queue, ...now.completed].map((thread) => [thread.id, thread]))
  const before = new Set([...then.queue, ...then.completed].map((thread) => thread.id))
  const queue = then.queue.map((thread): Change => {
    const found = current.get(thread.id) ?? null
    return {
      thread,
      now: found,
      read: found ? Math.max(0, thread.issues_remaining - found.issues_remaining) : 0,
      moved: found !== null && found.status === 'active' && found.queue_position !== thread.queue_position,
    }
  })
  return {
    queue,
    added: [...now.queue, ...now.completed].filter((thread) => !before.has(thread.id)),
    gone: queue.filter((change) => change.now === null).length,
    completed: queue.filter((change) => change.now?.status === 'completed').length,
    moved: queue.filter((change) => change.moved).length,
    issuesRead: queue.reduce((sum, change) => sum + change.read, 0),
  }
}
