import { useQuery } from '@tanstack/react-query'
import { useWaiting } from '../offline/outbox'
import { standing } from '../offline/pile'
import { act } from './act'
import { queries } from './queries'
import { asked, describe } from './words'

/** A step back or forth: what it is about in words, and how it is done. */
export interface Reversal {
  what: string
  run: () => void
}

/** The actions that undo and redo would be about, as far as the server knows. */
export function useUndoable() {
  const { data = [] } = useQuery(queries.lastActions)
  const waiting = useWaiting()
  const takenBack = new Set(waiting.map(({ write }) => (write.kind === 'undo' ? write.version : undefined)))
  const actions = data.filter((action) => action.type !== 'undo' && action.type !== 'redo')
  const undo = actions.find((action) => !action.undone && !takenBack.has(action.version)) ?? null
  // A new action ends redo, so only what was taken back since the latest that stands can be brought back.
  const after = undo ? actions.slice(0, actions.indexOf(undo)) : actions
  const redo = after.at(-1) ?? null
  return { undo, redo: redo?.undone ? redo : null }
}

/** What undo and redo would do now; what waits for a network is taken back first. */
export function useReversals(): { undo: Reversal | null; redo: Reversal | null } {
  const { undo, redo } = useUndoable()
  const waits = standing(useWaiting())
  const last = waits.findLast(({ write }) => write.kind !== 'undo' && write.kind !== 'redo')
  if (last) {
    const what = asked(last.write)
    return { undo: { what, run: () => void act({ kind: 'undo', of: last.key, what }) }, redo: null }
  }
  const reversal = (kind: 'undo' | 'redo', action: typeof undo): Reversal | null => {
    if (!action) return null
    const what = describe(action)
    return { what, run: () => void act({ kind, version: action.version, what }) }
  }
  return { undo: reversal('undo', undo), redo: waits.length > 0 ? null : reversal('redo', redo) }
}
