import type { QueuedThread, Schemas, Session, Thread } from '../api/client'
import { LADDER, type Write } from '../api/writes'

type Queue = Schemas['QueueListing']
type Pool = Schemas['RollPool']

/** From this rating on a thread goes to the front, and the die steps down. */
export const GOOD = 4

/** Whether a thread is one that waits to be added: it has no id of the server's, so nothing can be done to it yet. */
export const isUnsent = ({ id }: Pick<Thread, 'id'>): boolean => id < 0

/** The queue as writes will leave it, as far as that can be known without the server. */
export const queueAfter = (queue: Queue, writes: Write[]): Queue => writes.reduce(queueAfterOne, queue)

function queueAfterOne(queue: Queue, write: Write): Queue {
  const die_size = dieAfter(queue.die_size, write)
  let room: number = die_size
  const threads = placed(queue.threads, write)
    .map((thread) => ({ ...thread, ...threadAfterOne(thread, write) }))
    .filter((thread) => thread.issues_remaining > 0)
    .map((thread, index) => ({ ...thread, queue_position: index + 1, in_pool: !thread.snoozed && room-- > 0 }))
  return { ...queue, die_size, pool_size: die_size - Math.max(0, room), total: threads.length, threads }
}

/** The pool, of the queue where that is known, else of what is left of it. */
export function poolAfter(pool: Pool, queue: Queue | undefined, writes: Write[]): Pool {
  if (queue) {
    const { die_size, threads } = queueAfter(queue, writes)
    const inPool = threads.filter((thread) => thread.in_pool)
    return { die_size, pool_size: inPool.length, threads: inPool }
  }
  const gone = new Set(writes.flatMap((write) => ('thread_id' in write && write.kind !== 'read' && write.kind !== 'edit' ? [write.thread_id] : [])))
  const threads = pool.threads.map((thread) => threadAfter(thread, writes)).filter((thread) => thread.issues_remaining > 0 && !gone.has(thread.id))
  return { ...pool, pool_size: threads.length, threads }
}

export const sessionAfter = (session: Session, writes: Write[]): Session => writes.reduce(sessionAfterOne, session)

function sessionAfterOne(session: Session, write: Write): Session {
  if (write.kind !== 'rate' && write.kind !== 'read' && write.kind !== 'snooze') return session
  const current_die = dieAfter(session.current_die, write)
  const snoozed = write.kind === 'snooze' ? [{ id: write.thread_id, title: write.title }] : []
  return {
    ...session,
    pending_thread_id: null,
    current_die,
    manual_die: write.kind === 'rate' ? null : write.kind === 'snooze' ? current_die : session.manual_die,
    ladder_path: write.kind === 'rate' ? `${session.ladder_path} → ${current_die}` : session.ladder_path,
    snoozed_threads: [...session.snoozed_threads, ...snoozed],
  }
}

export const threadAfter = (thread: Thread, writes: Write[]): Thread => writes.reduce((before, write) => ({ ...before, ...threadAfterOne(before, write) }), thread)

/** Those read to the end as writes will leave them, with what they complete of the queue first. */
export function completedAfter(completed: Thread[], queue: Thread[], writes: Write[]): Thread[] {
  const known = new Set(completed.map(({ id }) => id))
  const deleted = new Set(writes.flatMap((write) => (write.kind === 'delete' ? [write.thread_id] : [])))
  return [...queue.filter(({ id }) => !known.has(id)), ...completed]
    .map((thread) => threadAfter(thread, writes))
    // One that is taken up again stays here until the server has put it in its place.
    .filter(({ id, status }) => (known.has(id) || status === 'completed') && !deleted.has(id))
}

/** What a write changes of a thread. */
function threadAfterOne(thread: Thread, write: Write): Partial<QueuedThread> {
  if (!('thread_id' in write) || write.thread_id !== thread.id) return {}
  switch (write.kind) {
    case 'rate':
    case 'read':
      return { ...withIssues(Math.max(0, thread.issues_remaining - write.issues_read)), ...(write.kind === 'rate' && { last_rating: write.rating }) }
    case 'snooze':
      return { snoozed: true }
    case 'edit': {
      const { title, format, issues_remaining, notes } = write.changes
      return { title: title ?? thread.title, format: format ?? thread.format, ...withIssues(issues_remaining ?? thread.issues_remaining), notes: notes ?? thread.notes }
    }
    default:
      return {}
  }
}

const withIssues = (issues_remaining: number): Partial<Thread> => ({ issues_remaining, status: issues_remaining > 0 ? 'active' : 'completed' })

function placed(threads: QueuedThread[], write: Write): QueuedThread[] {
  if (write.kind === 'move') return moved(threads, write.thread_id, write.to)
  if (write.kind === 'rate') return moved(threads, write.thread_id, write.rating >= GOOD ? 'front' : 'back')
  if (write.kind === 'delete') return threads.filter((thread) => thread.id !== write.thread_id)
  if (write.kind === 'add') return [...threads, added(write.thread, -1 - threads.filter(isUnsent).length)]
  return threads
}

function added({ title, format, issues_remaining, notes }: Schemas['NewThread'], id: number): QueuedThread {
  return {
    id, title, format, issues_remaining, notes: notes ?? null, queue_position: 0, status: 'active', last_rating: null, last_activity_at: null,
    review_url: null, last_review_at: null, is_test: false, created_at: new Date().toISOString(), in_pool: false, snoozed: false,
  }
}

/** A list with one of its threads elsewhere. */
function moved<T extends { id: number }>(all: T[], id: number, to: 'front' | 'back' | number): T[] {
  const thread = all.find((one) => one.id === id)
  if (!thread) return all
  const rest = all.filter((one) => one !== thread)
  const place = to === 'front' ? 0 : to === 'back' ? rest.length : Math.min(rest.length, to - 1)
  return [...rest.slice(0, place), thread, ...rest.slice(place)]
}

function dieAfter(die: number, write: Write): number {
  const step = write.kind === 'snooze' ? 1 : write.kind === 'rate' ? (write.rating >= GOOD ? -1 : 1) : 0
  const place = LADDER.findIndex((sides) => sides === die) + step
  return LADDER[Math.min(LADDER.length - 1, Math.max(0, place))]!
}
