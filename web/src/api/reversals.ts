import { useQuery } from '@tanstack/react-query'
import { useWaiting, waitingNow, type Waiting } from '../offline/outbox'
import { standing } from '../offline/pile'
import { act, isBusy } from './act'
import type { Action } from './client'
import { queryClient } from './pile'
import { LATEST, queries } from './queries'
import { asked, describe } from './words'
import type { Write } from './writes'

type Direction = 'undo' | 'redo'

/** A step back or forth: what it is about in words, and how it is done. */
export interface Reversal {
  what: string
  run: () => void
}

/** The actions that undo and redo would be about. */
function undoable(all: Action[], waiting: Waiting[]): Record<Direction, Action | null> {
  const waits = standing(waiting)
  const takenBack = new Set(waits.map(({ write }) => (write.kind === 'undo' ? write.version : undefined)))
  const actions = all.filter((action) => action.type !== 'undo' && action.type !== 'redo')
  const undo = actions.find((action) => !action.undone && !takenBack.has(action.version)) ?? null
  // A new action ends redo, so only what was taken back since the latest that stands can be brought back.
  const after = undo ? actions.slice(0, actions.indexOf(undo)) : actions
  const redo = after.at(-1) ?? null
  return { undo, redo: redo?.undone && waits.length === 0 ? redo : null }
}

/** What takes the latest back, or brings it back; what waits for a network is taken back first. */
function reversal(kind: Direction, all: Action[], waiting: Waiting[]): Extract<Write, { kind: Direction }> | null {
  const last = standing(waiting).findLast(({ write }) => write.kind !== 'undo' && write.kind !== 'redo')
  if (last) return kind === 'undo' ? { kind, of: last.key, what: asked(last.write) } : null
  const known = undoable(all, waiting)
  // So much was taken back that the server alone knows what comes before.
  if (known.undo === null && all.length === LATEST) return { kind }
  const action = known[kind]
  return action && { kind, version: action.version, what: describe(action) }
}

const useActions = () => useQuery(queries.lastActions).data ?? []

/** The latest action that stands. */
export const useLatest = () => undoable(useActions(), useWaiting()).undo

/** What was done last as it is known now, which may be before a page shows it. */
const latest = (kind: Direction) => reversal(kind, queryClient.getQueryData(queries.lastActions.queryKey) ?? [], waitingNow())

/** Takes the latest back, or brings it back, once what was asked before is done; a key means that, whatever is shown. */
export const reverse = (kind: Direction): void => void act(() => latest(kind))

/** What undo and redo would do now. */
export function useReversals(): Record<Direction, Reversal | null> {
  const actions = useActions()
  const waiting = useWaiting()
  const of = (kind: Direction): Reversal | null => {
    const write = reversal(kind, actions, waiting)
    // Who is quicker than the pages means what was done last, not what they show.
    return write && { what: write.what ?? '', run: () => (isBusy() ? reverse(kind) : void act(write)) }
  }
  return { undo: of('undo'), redo: of('redo') }
}
