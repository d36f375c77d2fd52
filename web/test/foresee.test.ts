import { describe, expect, test } from 'vitest'
import type { QueuedThread, Schemas } from '../src/api/client'
import type { Write } from '../src/api/writes'
import { completedAfter, poolAfter, queueAfter } from '../src/offline/foresee'

const thread = (id: number, title: string) => ({ id, title, issues_remaining: 2, status: 'active', queue_position: id, snoozed: false, in_pool: id <= 4 }) as QueuedThread
const queue: Schemas['QueueListing'] = { die_size: 4, pool_size: 4, total: 6, threads: ['a', 'b', 'c', 'd', 'e', 'f'].map((title, index) => thread(index + 1, title)) }

const rate = (thread_id: number, rating: number): Write => ({ kind: 'rate', thread_id, title: '', rating, issues_read: 1, finish_session: false })

/** Those in the pool in capitals. */
const shown = ({ threads }: Schemas['QueueListing']) => threads.map(({ title, in_pool }) => (in_pool ? title.toUpperCase() : title)).join('')

describe('the queue as writes that wait will leave it', () => {
  test.each<[string, Write, string]>([
    ['one moved to the front pushes another out of the pool', { kind: 'move', thread_id: 6, title: '', to: 'front' }, 'FABCde'],
    ['one moved back lets another in', { kind: 'move', thread_id: 1, title: '', to: 'back' }, 'BCDEfa'],
    ['one deleted lets another in', { kind: 'delete', thread_id: 2, title: '' }, 'ACDEf'],
    ['a good rating on the smallest die', rate(3, 4), 'CABDef'],
    ['a poor rating lets the die and the pool grow', rate(3, 3.5), 'ABDEFC'],
    ['a snooze takes one out, and the die grows', { kind: 'snooze', thread_id: 1, title: '' }, 'aBCDEF'],
  ])('%s', (_, write, after) => {
    expect(shown(queueAfter(queue, [write]))).toBe(after)
  })

  test('positions have no gaps, and one read to the end is gone', () => {
    const after = queueAfter(queue, [rate(1, 5), rate(1, 5)])
    expect(after.threads.map((one) => one.queue_position)).toEqual([1, 2, 3, 4, 5])
    expect(after.total).toBe(5)
  })

  test('those added come last, each with an id of its own', () => {
    const add = (title: string, issues_remaining = 1): Write => ({ kind: 'add', thread: { title, format: 'Comic', issues_remaining } })
    const after = queueAfter(queue, [{ kind: 'delete', thread_id: 1, title: '' }, { kind: 'delete', thread_id: 2, title: '' }, { kind: 'delete', thread_id: 3, title: '' }, add('x'), add('read', 0), add('y')])
    expect(shown(after)).toBe('DEFXy')
    expect(after.threads.slice(3).map(({ id }) => id)).toEqual([-1, -2])
  })

  test('one read to the end is among those that are', () => {
    const read = { ...thread(9, 'z'), issues_remaining: 0, status: 'completed' } as QueuedThread
    const after = (...writes: Write[]) => completedAfter([read], queue.threads, writes).map(({ title, status }) => `${title} ${status}`)
    expect(after(rate(1, 5))).toEqual(['z completed'])
    expect(after(rate(1, 5), rate(1, 5))).toEqual(['a completed', 'z completed'])
    expect(after({ kind: 'edit', thread_id: 2, title: '', changes: { issues_remaining: 0 } }, { kind: 'delete', thread_id: 9, title: '' })).toEqual(['b completed'])
    expect(after({ kind: 'edit', thread_id: 9, title: '', changes: { issues_remaining: 3 } })).toEqual(['z active'])
  })

  test('the pool is that of the queue', () => {
    const pool = { die_size: 4, pool_size: 4, threads: queue.threads.slice(0, 4) }
    expect(poolAfter(pool, queue, [{ kind: 'move', thread_id: 6, title: '', to: 2 }]).threads.map(({ title }) => title)).toEqual(['a', 'f', 'b', 'c'])
  })
})
