import type { Action } from '../api/client'

/**
 * The versions after which the pile was as it is now: the last one, what it has gone back to or brought back, and what
 * was there before what it has taken back.
 *
 * @param actions the newest first, as far as they are known here
 */
export function asNow(actions: Pick<Action, 'version' | 'type' | 'values'>[]): Set<number> {
  const versions = new Set<number>()
  const placeOf = (version: number | undefined) => actions.findIndex((action) => action.version === version)
  for (let place = 0; actions[place]; ) {
    const { version, type, values } = actions[place]!
    versions.add(version)
    const about = placeOf(values['version'])
    if (about < 0) break
    place = type === 'undo' ? about + 1 : about
  }
  return versions
}
