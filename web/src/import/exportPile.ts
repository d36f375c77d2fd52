import { api, body, type Thread } from '../api/client'
import { cell } from './csv'

const COLUMNS = ['title', 'format', 'issues_remaining', 'queue_position', 'status', 'last_rating', 'last_activity_at', 'review_url', 'last_review_at', 'notes', 'created_at'] as const satisfies (keyof Thread)[]

/** The reader's pile as CSV. The last row of an import ends in front, so the front of the queue is last. */
export async function exportPile(): Promise<void> {
  const threads = await body(api.GET('/api/threads'))
  const rows = threads.toReversed().map((thread) => COLUMNS.map((column) => cell(thread[column])).join(','))
  save(new Blob(['\ufeff' + [COLUMNS.join(','), ...rows].join('\r\n') + '\r\n'], { type: 'text/csv' }), 'comic-pile.csv')
}

export function save(what: Blob, name: string): void {
  const address = URL.createObjectURL(what)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}
