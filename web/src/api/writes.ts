import { api, body, type Schemas } from './client'

/** The dice, from the smallest to the largest. */
export const LADDER = [4, 6, 8, 10, 12, 20] as const

/**
 * What a reader can do to the pile. Each is plain data, so that it can wait for a network: `title` and `what` only say
 * in words what is meant. An undo names an action by its version, or by the key of a write that waits before it.
 */
export type Write =
  | { kind: 'roll' }
  | { kind: 'override'; thread_id: number; title: string }
  | { kind: 'set_pending'; thread_id: number; title: string }
  | { kind: 'rate'; thread_id: number; title: string; rating: number; issues_read: number; finish_session: boolean }
  | { kind: 'read'; thread_id: number; title: string; issues_read: number }
  | { kind: 'snooze'; thread_id: number; title: string }
  | { kind: 'unsnooze'; thread_id: number; title: string }
  | { kind: 'unsnooze_all' }
  | { kind: 'set_die'; die: number }
  | { kind: 'clear_die' }
  | { kind: 'session_start'; start_die?: number }
  | { kind: 'session_end' }
  | { kind: 'add'; thread: Schemas['NewThread'] }
  | { kind: 'edit'; thread_id: number; title: string; changes: Schemas['ThreadChanges'] }
  | { kind: 'delete'; thread_id: number; title: string }
  | { kind: 'reactivate'; thread_id: number; title: string; issues_to_add: number }
  | { kind: 'move'; thread_id: number; title: string; to: 'front' | 'back' | number }
  | { kind: 'clear_queue' }
  | { kind: 'undo'; version?: number; of?: string; what?: string }
  | { kind: 'redo'; version?: number; what?: string }
  | { kind: 'restore'; session_id: number; version: number }
  | { kind: 'go_back'; version: number }
  | { kind: 'import'; file: File }

/** Writes that mean the same later, and so may wait for a network; a roll needs the server. */
export function canWait(write: Write): boolean {
  switch (write.kind) {
    case 'add':
    case 'edit':
    case 'delete':
    case 'move':
    case 'rate':
    case 'read':
    case 'snooze':
      return true
    case 'undo':
      return write.version !== undefined || write.of !== undefined
    case 'redo':
      return write.version !== undefined
    default:
      return false
  }
}

/** What came of a write: the version it brought the pile to, and the answer's body. */
export interface Done {
  version: number
  body: unknown
}

/**
 * Sends a write. @param key the same for every attempt at it, so that it is done once
 * @throws ApiError where it is refused
 */
export async function send(write: Write, key: string): Promise<Done> {
  let version = 0
  const header = { 'Idempotency-Key': key }
  const seen = <T>(answer: Promise<T & { response: Response }>): Promise<T & { response: Response }> =>
    answer.then((one) => {
      version = Number(one.response.headers.get('Pile-Version') ?? 0)
      return one
    })
  const of = (thread_id: number) => ({ path: { thread_id }, header })
  const done = await (async (): Promise<unknown> => {
    switch (write.kind) {
      case 'roll':
        return body(seen(api.POST('/api/roll', { params: { header } })))
      case 'override':
        return body(seen(api.POST('/api/roll/override', { params: { header }, body: { thread_id: write.thread_id } })))
      case 'set_pending':
        return body(seen(api.POST('/api/threads/{thread_id}/set-pending', { params: of(write.thread_id) })))
      case 'rate': {
        const { thread_id, rating, issues_read, finish_session } = write
        return body(seen(api.POST('/api/rate', { params: { header }, body: { thread_id, rating, issues_read, finish_session } })))
      }
      case 'read': {
        const { thread_id, issues_read } = write
        return body(seen(api.POST('/api/roll/mark-read', { params: { header }, body: { thread_id, issues_read } })))
      }
      case 'snooze':
        return body(seen(api.POST('/api/snooze', { params: { header }, body: { thread_id: write.thread_id } })))
      case 'unsnooze':
        return body(seen(api.POST('/api/snooze/{thread_id}/unsnooze', { params: of(write.thread_id) })))
      case 'unsnooze_all':
        return body(seen(api.DELETE('/api/snooze', { params: { header } })))
      case 'set_die':
        return body(seen(api.POST('/api/roll/set-die', { params: { header, query: { die: write.die } }, parseAs: 'text' })))
      case 'clear_die':
        return body(seen(api.POST('/api/roll/clear-manual-die', { params: { header }, parseAs: 'text' })))
      case 'session_start':
        return body(seen(api.POST('/api/session/start', { params: { header }, body: { start_die: write.start_die } })))
      case 'session_end':
        return body(seen(api.POST('/api/session/end', { params: { header } })))
      case 'add':
        return body(seen(api.POST('/api/threads', { params: { header }, body: write.thread })))
      case 'edit':
        return body(seen(api.PUT('/api/threads/{thread_id}', { params: of(write.thread_id), body: write.changes })))
      case 'delete':
        return body(seen(api.DELETE('/api/threads/{thread_id}', { params: of(write.thread_id) })))
      case 'reactivate': {
        const { thread_id, issues_to_add } = write
        return body(seen(api.POST('/api/threads/reactivate', { params: { header }, body: { thread_id, issues_to_add } })))
      }
      case 'move': {
        const { thread_id, to } = write
        const where = typeof to === 'number' ? { position: to } : { to }
        return body(seen(api.POST('/api/queue/move', { params: { header }, body: { thread_id, ...where } })))
      }
      case 'clear_queue':
        return body(seen(api.DELETE('/api/queue', { params: { header } })))
      case 'undo':
        return body(seen(api.POST('/api/undo', { params: { header }, body: { version: write.version } })))
      case 'redo':
        return body(seen(api.POST('/api/undo/redo', { params: { header }, body: { version: write.version } })))
      case 'restore': {
        const path = { session_id: write.session_id, snapshot_id: write.version }
        return body(seen(api.POST('/api/undo/{session_id}/undo/{snapshot_id}', { params: { header, path } })))
      }
      case 'go_back':
        return body(seen(api.POST('/api/undo/restore', { params: { header }, body: { version: write.version } })))
      case 'import': {
        const form = new FormData()
        form.append('file', write.file)
        return body(seen(api.POST('/api/threads/import/csv', { params: { header }, body: form as never, bodySerializer: (it) => it as never })))
      }
    }
  })()
  return { version, body: done }
}
