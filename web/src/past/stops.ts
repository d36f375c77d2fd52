import { api, body, type Schemas } from '../api/client'

/** A version of the pile that one can stop at: the end of an action, or 0 before the first. */
export interface Stop {
  version: number
  type: string | null
  /** The thread that it was about, where it was about one. */
  title: string | null
}

const BEGINNING: Stop = { version: 0, type: null, title: null }
const LOOK_BACK = 100

async function events(after_version: number, limit: number): Promise<Schemas['EventView'][]> {
  const found = await body(api.GET('/api/history/events', { params: { query: { after_version, limit } }, headers: { Accept: 'application/json' } }))
  return Array.isArray(found) ? found : [found]
}

function stopOf({ version, action_version, action, payload }: Schemas['EventView']): Stop {
  // Another event of the action may be about another thread, as the one that a roll passed over.
  const { title } = payload as { title?: unknown }
  return { version: action_version, type: action, title: version === action_version && typeof title === 'string' ? title : null }
}

/** The end of the action that a version is part of. */
export async function stopAt(version: number): Promise<Stop> {
  if (version <= 0) return BEGINNING
  const [event] = await events(version - 1, 1)
  return event ? stopOf(event) : { version, type: null, title: null }
}

export async function nextStop(version: number): Promise<Stop | null> {
  const [event] = await events(version, 1)
  return event ? stopOf(event) : null
}

export async function previousStop(version: number): Promise<Stop> {
  for (let before = version; before > 0; before = Math.max(0, before - LOOK_BACK)) {
    const from = Math.max(0, before - LOOK_BACK)
    const found = (await events(from, LOOK_BACK)).findLast((event) => event.action_version < version)
    if (found) return stopOf(found)
  }
  return BEGINNING
}

/** The last action that was done by a moment. */
export async function stopOn(at: Date): Promise<Stop> {
  const past = await body(api.GET('/api/history/state', { params: { query: { at: at.toISOString() } } }))
  return stopAt(past.version)
}
