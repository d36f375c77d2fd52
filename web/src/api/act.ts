import { useSyncExternalStore } from 'react'
import { say, sayWrong } from '../ui/toasts'
import { number, t, type Key } from '../texts'
import type { Action, Schemas } from './client'
import { flush, isWaiting, wait } from '../offline/outbox'
import { hasSeen } from './live'
import { refreshPile } from './pile'
import { ApiError, isOffline } from './problem'
import { uniqueKey } from './uniqueKey'
import { canWait, send, type Done, type Write } from './writes'

let doing: Write['kind'] | null = null
let line: Promise<unknown> = Promise.resolve()
let lastVersion = 0
const listeners = new Set<() => void>()

function now(kind: Write['kind'] | null): void {
  doing = kind
  listeners.forEach((listener) => listener())
}

/** What is being done to the pile at this moment, if anything is. */
export const useDoing = () =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => doing,
  )

/**
 * Does something to the pile, after whatever was asked before it, says what came of it and how to take it back.
 *
 * @return null where it was refused, which has been said, or where it waits for a network
 */
export function act(write: Write): Promise<Done | null> {
  return inLine(async () => {
    const done = await attempt(write)
    if (done) {
      await refreshPile()
      // Only now, so that what is said is what is seen.
      if (changed(done)) told(write, done)
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
      if (!done) break
      if (changed(done)) versions.unshift(done.version)
    }
    if (versions.length > 0) {
      const takeBack = () => void undoAll(versions)
      say(t('did.several', { count: versions.length }), { label: t('undo'), run: takeBack })
    }
    await refreshPile()
  })
}

function undoAll(versions: number[]): Promise<unknown> {
  return inLine(async () => {
    let undone = 0
    for (const version of versions) {
      const done = await attempt({ kind: 'undo', version })
      if (!done) break
      changed(done)
      undone++
    }
    if (undone > 0) say(t('did.undo', { what: t('did.several', { count: undone }) }))
    await refreshPile()
  })
}

function inLine<T>(what: () => Promise<T>): Promise<T> {
  const mine = line.then(what)
  line = mine.catch(() => null)
  return mine
}

/** Whether a write was an action: one that changes nothing leaves the pile at the version it had. */
function changed({ version }: Done): boolean {
  const before = lastVersion
  lastVersion = version
  return version !== before
}

async function attempt(write: Write): Promise<Done | null> {
  const key = uniqueKey()
  now(write.kind)
  try {
    // What waits comes first, so that everything is done in the order it was asked for.
    if (isWaiting() && !(await flush())) throw new TypeError('Others wait before it')
    const done = await send(write, key)
    hasSeen(done.version)
    return done
  } catch (problem) {
    if (isOffline(problem) && canWait(write)) {
      await wait(write, key)
      say(t('offline.kept', { what: asked(write) }))
    } else if (isOffline(problem)) sayWrong(t(write.kind === 'roll' ? 'offline.roll' : 'offline.refused'))
    else {
      sayWrong(problem instanceof ApiError ? problem.message : String(problem))
      await refreshPile()
    }
    return null
  } finally {
    now(null)
  }
}

function told(write: Write, done: Done): void {
  if (write.kind === 'undo') {
    const undone = (done.body as Schemas['Undone']).undone[0]
    const redo = undone && { label: t('redo'), run: () => void act({ kind: 'redo', version: undone.version }) }
    say(t('did.undo', { what: undone ? describe(undone) : '' }), redo)
  } else if (write.kind === 'redo') {
    const redone = (done.body as Schemas['Redone']).redone[0]
    say(t('did.redo', { what: redone ? describe(redone) : '' }), redone && undoing(redone.version))
  } else say(did(write, done), undoing(done.version))
}

const undoing = (version: number) => ({ label: t('undo'), run: () => void act({ kind: 'undo', version }) })

/** A write as words, before it is done. */
export function asked(write: Write): string {
  return did(write, null)
}

function did(write: Write, done: Done | null): string {
  switch (write.kind) {
    case 'roll': {
      const roll = done?.body as Schemas['RollView'] | undefined
      return roll ? t('did.roll', { die: roll.die_size, result: roll.result, title: roll.title }) : t('roll.roll')
    }
    case 'rate':
      return t('did.rate', { title: write.title, rating: number(write.rating, { minimumFractionDigits: 1 }) })
    case 'read':
      return t('did.read', { title: write.title, count: write.issues_read })
    case 'set_die':
      return t('did.set_die', { die: write.die })
    case 'add':
      return t('did.add', { title: write.thread.title })
    case 'move':
      if (write.to === 'front') return t('did.move_front', { title: write.title })
      if (write.to === 'back') return t('did.move_back', { title: write.title })
      return t('did.move', { title: write.title, position: write.to })
    case 'import': {
      const result = done?.body as Schemas['ImportResult'] | undefined
      return t('did.import', { count: result?.imported ?? 0 })
    }
    case 'override':
    case 'set_pending':
      return t('did.override', { title: write.title })
    case 'restore_session_start':
    case 'restore':
    case 'go_back':
      return t('did.restore')
    default:
      return t(`did.${write.kind}` satisfies Key, 'title' in write ? { title: write.title } : {})
  }
}

/** An action or an entry of the history as words. */
export function describe(action: Pick<Action, 'type' | 'thread_title'> & Partial<Action>): string {
  const key = `act.${action.type}` as Key
  const title = action.thread_title
  return title ? t(`${key}.of` as Key, { title }) : t(key)
}
