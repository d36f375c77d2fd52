import { shared } from '../shared'
import { hush, say, sayWrong } from '../ui/toasts'
import { t } from '../texts'
import type { Schemas } from './client'
import { submit, submitLast } from '../offline/outbox'
import { refreshPile } from './pile'
import { ApiError, isOffline } from './problem'
import { uniqueKey } from './uniqueKey'
import { see } from './version'
import { asked, did } from './words'
import { canWait, type Done, type Write } from './writes'

const inHand = shared(0)
let line: Promise<unknown> = Promise.resolve()
/** What was asked last, until it is done. */
let latest: { name: string } | null = null
let lastVersion = 0

/** Whether something is being done to the pile, so that what is shown is about to change. */
export const isBusy = (): boolean => inHand.get() > 0
export const useBusy = (): boolean => inHand.use() > 0

/** A form that a write comes from: it closes, or shows beside its fields why it was refused. */
export interface Form {
  accepted: () => void
  refused: (problem: ApiError) => void
}

/**
 * Does something to the pile, after whatever was asked before it, says what came of it and how to take it back.
 *
 * @param asked what to do, or how to find that out once whatever was asked before is done; null is nothing
 * @return null where it was refused, which has been said, where it waits for a network, or where the same is being done
 */
export function act(asked: Write | (() => Write | null), form?: Form): Promise<Done | null> {
  // A double click means one thing, unless something else was asked in between: a die may be set back to what it was.
  // Only going back and on is meant as often as it is asked for.
  const name = typeof asked === 'function' || asked.kind === 'undo' || asked.kind === 'redo' ? null : nameOf(asked)
  if (name !== null && name === latest?.name) return Promise.resolve(null)
  const done = inTurn(asked, form)
  if (name === null) return done
  const mine = (latest = { name })
  return done.finally(() => {
    if (latest === mine) latest = null
  })
}

/** The same for writes that do the same; a file says nothing of itself in JSON. */
const nameOf = (write: Write) => JSON.stringify(write, (_, value: unknown) => (value instanceof File ? [value.name, value.size] : value))

function inTurn(asked: Write | (() => Write | null), form?: Form): Promise<Done | null> {
  return inLine(async () => {
    const write = typeof asked === 'function' ? asked() : asked
    const done = write && (await attempt(write, form))
    if (write === null || done === null || done === 'waits') return null
    await refreshPile()
    // Only now, so that what is said is what is seen.
    if (changed(done)) {
      // What a throw picks is told by the page of the die, and not before the die has come to rest.
      if (write.kind === 'roll' || write.kind === 'override') hush()
      else say(did(write, done), reversalOf(write, done))
    }
    return done
  })
}

/** Does several things, one after another, up to the first that is refused; what was done is taken back as one. */
export function actAll(writes: Write[]): Promise<unknown> {
  if (writes.length === 1) return act(writes[0]!)
  return inLine(async () => {
    const versions: number[] = []
    for (const write of writes) {
      const done = await attempt(write)
      if (done === null) break
      if (done !== 'waits' && changed(done)) versions.unshift(done.version)
    }
    if (versions.length === 0) return
    const takeBack = () => void undoAll(versions)
    say(t('did.several', { count: versions.length }), { label: t('undo'), run: takeBack })
    await refreshPile()
  })
}

function undoAll(versions: number[]): Promise<unknown> {
  return inLine(async () => {
    let undone = 0
    for (const version of versions) {
      const done = await attempt({ kind: 'undo', version })
      if (done === 'waits' || done === null) break
      changed(done)
      undone++
    }
    if (undone > 0) say(t('did.undo', { what: t('did.several', { count: undone }) }))
    await refreshPile()
  })
}

function inLine<T>(what: () => Promise<T>): Promise<T> {
  inHand.set(inHand.get() + 1)
  latest = null
  const mine = line.then(what).finally(() => inHand.set(inHand.get() - 1))
  line = mine.catch(() => null)
  return mine
}

/** Whether a write was an action: one that changes nothing leaves the pile at the version it had. */
function changed({ version }: Done): boolean {
  const before = lastVersion
  lastVersion = version
  return version !== before
}

async function attempt(write: Write, form?: Form): Promise<Done | 'waits' | null> {
  const key = uniqueKey()
  try {
    const done = await (canWait(write) ? submit(write, key) : submitLast(write, key))
    form?.accepted()
    if (done) see(done.version)
    else say(t('offline.kept', { what: asked(write) }))
    return done ?? 'waits'
  } catch (problem) {
    if (isOffline(problem)) sayWrong(t(write.kind === 'roll' ? 'offline.roll' : 'offline.refused'))
    else if (form && problem instanceof ApiError) form.refused(problem)
    else {
      sayWrong((problem as Error).message)
      await refreshPile()
    }
    return null
  }
}

/** What takes a write back, or brings back what it has taken. */
function reversalOf(write: Write, done: Done) {
  if (write.kind !== 'undo') return { label: t('undo'), run: () => void act({ kind: 'undo', version: done.version }) }
  const undone = (done.body as Schemas['Undone']).undone[0]
  return undone && { label: t('redo'), run: () => void act({ kind: 'redo', version: undone.version }) }
}
