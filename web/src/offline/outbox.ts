import { onLeaving, onSignIn, reader } from '../api/auth'
import { queryClient, refreshPile } from '../api/pile'
import { ApiError, isOffline } from '../api/problem'
import { queries } from '../api/queries'
import { uniqueKey } from '../api/uniqueKey'
import { see } from '../api/version'
import { send, type Done, type Write } from '../api/writes'
import { shared } from '../shared'
import { t } from '../texts'
import { amend, forget, kept } from './store'

/** A write that has not been answered yet, or that was refused. */
export interface Waiting {
  key: string
  write: Write
  /** When it was asked for, in milliseconds since 1970. */
  at: number
  /** The version of the pile that was known then. */
  known: number
  /** Whether the server was asked and did not answer; until then it is on its way. */
  late: boolean
  /** Why the server did not do it. */
  refused: string | null
}

/** The server knows a key for a day; what waited longer than this is asked about before it is sent. */
const TOO_OLD = 20 * 3_600_000
const AGAIN = 15_000
/** After this long without an answer a write waits for a better moment; under its key it is done once all the same. */
const PATIENCE = 20_000

let waiting: Waiting[] = []
/** The latest version that a write of this tab was answered with. */
let answered = 0
/** When those were answered that are still shown, until what they changed is read anew. */
const answeredAt = new Map<string, number>()
const shown = shared<Waiting[]>([])
const channel = new BroadcastChannel('comic-pile.outbox')

export const isOld = ({ at }: Waiting): boolean => Date.now() - at > TOO_OLD

/** What waits for a network, what was refused and what is too old to be sent unasked, in the order it was asked for. */
export const useWaiting = shown.use
export const waitingNow = shown.get

/** Whether the server had done it when it said something at that time. */
export const wasDone = ({ key }: Waiting, at: number): boolean => at >= (answeredAt.get(key) ?? Infinity)

const unsent = (one: Waiting): boolean => one.refused === null

function show(): void {
  const next = waiting.filter((one) => one.late || !unsent(one) || isOld(one))
  if (next.length > 0 || shown.get().length > 0) shown.set(next)
}

/** Changes what waits, for all tabs. */
async function change(how: (before: Waiting[]) => Waiting[]): Promise<void> {
  const owner = reader()
  if (owner === null) return
  waiting = await amend<Waiting[]>('waiting', owner, (before = []) => how(before))
  channel.postMessage(owner)
}

let alone: Promise<unknown> = Promise.resolve()

/** After all others that send; in this tab only where the browser has no locks, as over plain http. */
const exclusively = (what: () => Promise<void>): Promise<unknown> => (alone = navigator.locks ? navigator.locks.request('comic-pile.outbox', what) : alone.then(what, what))

/**
 * Sends a write after all that waits. From now on it is kept, so that it is done even if this tab is closed before the
 * server has answered.
 *
 * @param key the same for every attempt at it
 * @return null where it waits for a network
 * @throws ApiError where it is refused
 */
export async function submit(write: Write, key: string): Promise<Done | null> {
  try {
    const known = queryClient.getQueryData(queries.lastActions.queryKey)?.[0]?.version ?? 0
    await change((before) => [...before, { key, write, at: Date.now(), known, late: false, refused: null }])
  } catch {
    // This browser keeps nothing.
    return send(write, key)
  }
  const outcome = (await flush(key)).get(key)
  if (outcome && !(outcome instanceof ApiError)) return outcome
  const mine = waiting.find((one) => one.key === key)
  // Another tab has sent it; under its key the server answers the same again.
  if (!mine) return send(write, key)
  if (mine.refused === null) return null
  await dismiss(key)
  throw outcome ?? new ApiError(400, mine.refused)
}

/** Sends a write that cannot wait, after all that waits. @throws TypeError where that cannot be sent */
export async function submitLast(write: Write, key: string): Promise<Done> {
  if (waiting.some(unsent)) await flush()
  const first = waiting.find(unsent)
  if (first) throw isOld(first) ? new Error(t('waiting.first')) : new TypeError('Others wait before it')
  return send(write, key)
}

const undoes = ({ write }: Waiting, key: string) => write.kind === 'undo' && write.of === key
const withoutUndoOf = (all: Waiting[], key: string) => all.filter((one) => !undoes(one, key))

export async function dismiss(key: string): Promise<void> {
  await change((before) => withoutUndoOf(before, key).filter((one) => one.key !== key))
  show()
}

/** Sends what is too old after all: as a new write, since the server has forgotten the key. */
export async function sendAnyway(key: string): Promise<void> {
  await change((before) => before.map((one) => (one.key === key ? { ...one, key: uniqueKey(), at: Date.now() } : one)))
  await flush()
}

/**
 * Sends what waits, in its order, up to the first that does not reach the server or is too old. One tab does it at a
 * time.
 *
 * @param mine the key of the one whose outcome the caller shows
 * @return what came of those that were answered, by their keys
 */
export async function flush(mine?: string): Promise<Map<string, Done | ApiError>> {
  const outcomes = new Map<string, Done | ApiError>()
  await exclusively(async () => {
    for (;;) {
      waiting = await ofReader()
      const next = waiting.find(unsent)
      if (!next) return
      const outcome = isOld(next) ? null : await answerTo(next)
      if (outcome === null) return change((before) => before.map((one) => ({ ...one, late: true })))
      outcomes.set(next.key, outcome)
      answeredAt.set(next.key, Date.now())
      await change(outcome instanceof ApiError ? refusedBy(outcome, next) : doneAt(outcome.version, next))
    }
  })
  // What waited is shown as done until the server's own answer is there.
  if ([...outcomes.keys()].some((key) => key !== mine)) await refreshPile()
  show()
  for (const key of outcomes.keys()) answeredAt.delete(key)
  return outcomes
}

async function ofReader(): Promise<Waiting[]> {
  const owner = reader()
  return owner === null ? [] : ((await kept<Waiting[]>('waiting', owner)) ?? [])
}

/** What the server says to a write; null where it cannot be reached. */
async function answerTo({ write, key }: Waiting): Promise<Done | ApiError | null> {
  const impatient = new Promise<never>((_, failed) => setTimeout(failed, PATIENCE, new TypeError('No answer')))
  try {
    return await Promise.race([send(write, key), impatient])
  } catch (problem) {
    const decided = problem instanceof ApiError && !isOffline(problem) && problem.status !== 401 && problem.status !== 429
    return decided ? problem : null
  }
}

const refusedBy = ({ message }: ApiError, { key }: Waiting) => (all: Waiting[]) =>
  withoutUndoOf(all, key).map((one) => (one.key === key ? { ...one, refused: message } : one))

function doneAt(version: number, { key, known }: Waiting): (all: Waiting[]) => Waiting[] {
  // One that changed nothing is no action: the version that it is answered with is that of another one.
  const isAction = version > Math.max(known, answered)
  answered = Math.max(answered, version)
  see(version)
  return (all) => {
    const left = all.filter((one) => one.key !== key)
    return isAction ? left.map((one) => (undoes(one, key) ? { ...one, write: { ...one.write, version, of: undefined } } : one)) : withoutUndoOf(left, key)
  }
}

export async function startOutbox(): Promise<void> {
  const load = async () => {
    waiting = await ofReader()
    show()
  }
  await load()
  channel.onmessage = () => void load()
  const tryAgain = () => void (waiting.some(unsent) && flush())
  let owner = reader()
  onSignIn(() => {
    if (owner === reader()) return
    owner = reader()
    void load().then(tryAgain)
  })
  addEventListener('online', tryAgain)
  setInterval(tryAgain, AGAIN)
  tryAgain()
  onLeaving(async (ended) => {
    const leaver = reader()
    waiting = []
    answered = 0
    show()
    if (leaver !== null && !ended) await forget('waiting', leaver)
  })
}
