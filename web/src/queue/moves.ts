import type { QueuedThread } from '../api/client'
import type { Write } from '../api/writes'

type Move = Extract<Write, { kind: 'move' }>
type Placed = Pick<QueuedThread, 'id' | 'title' | 'queue_position'>

/**
 * The moves, one after another, that bring threads into the gap before or after another one, in the order they had.
 *
 * @param moved in queue order
 */
export function moves(moved: Placed[], goal: Placed, before: boolean): Move[] {
  const gap = before ? goal.queue_position : goal.queue_position + 1
  const fromAbove = moved.filter((thread) => thread.queue_position < gap)
  const fromBelow = moved.filter((thread) => thread.queue_position >= gap)
  const move = ({ id, title }: Placed, to: number): Move => ({ kind: 'move', thread_id: id, title, to })
  return [
    // Each that leaves from above lets the gap rise by one, so that all of them go to its old end, the first one first.
    ...fromAbove.map((thread) => move(thread, gap - 1)),
    ...fromBelow.map((thread, index) => move(thread, gap + index)),
  ]
}
