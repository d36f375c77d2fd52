import { t, type Key } from '../texts'
import { decode, records } from './csv'

export interface Row {
  row: number
  title: string
  format: string
  issues: number
}

export interface Preview {
  good: Row[]
  refused: { row: number; why: string }[]
  /** Columns that nothing is made of. */
  unknown: string[]
  /** Why the file is none that can be imported at all. */
  problem: string | null
}

const NEEDED = ['title', 'format', 'issues_remaining'] as const
const TAKEN = new Set<string>([...NEEDED, 'username', 'user_id', 'id', 'queue_position', 'status', 'last_rating', 'last_activity_at', 'review_url', 'last_review_at', 'notes', 'created_at'])
const MOST_ROWS = 10_000
const MOST_BYTES = 5 * 1024 * 1024

/** What an import of this file would make, by the same rules as the server's, which has the last word. */
export function preview(bytes: Uint8Array): Preview {
  const nothing = (problem: string): Preview => ({ good: [], refused: [], unknown: [], problem })
  if (bytes.length > MOST_BYTES) return nothing(t('import.large'))
  const said = /^"?sep=([^\r\n])"?[,;\t]*(\r\n|\r|\n|$)/i
  const decoded = decode(bytes)
  if (decoded === null) return nothing(t('import.letters'))
  const text = decoded.replace(said, '')
  const separator = said.exec(decoded)?.[1] ?? likeliest(text)
  const [head, ...rows] = records(text, separator)
  const names = (head?.cells ?? []).map((name) => name.trim().toLowerCase().replace(/[\s_-]+/g, '_'))
  const missing = NEEDED.filter((name) => !names.includes(name))
  if (missing.length > 0) return nothing(t('import.columns', { columns: missing.join(', ') }))
  if (rows.length > MOST_ROWS) return nothing(t('import.rows', { count: MOST_ROWS }))
  const found: Preview = { good: [], refused: [], unknown: (head?.cells ?? []).map((name) => name.trim()).filter((name, column) => name && !TAKEN.has(names[column]!)), problem: null }
  for (const { row, cells } of rows) {
    if (!cells) {
      found.refused.push({ row, why: t('import.quotes') })
      continue
    }
    const of = (name: (typeof NEEDED)[number] | 'last_rating') => (cells[names.indexOf(name)] ?? '').trim()
    const why = wrong(of('title'), of('format'), of('issues_remaining'), of('last_rating'))
    if (why) found.refused.push({ row, why })
    else found.good.push({ row, title: of('title'), format: of('format'), issues: Number(of('issues_remaining').replace(',', '.')) })
  }
  return found
}

function wrong(title: string, format: string, issues: string, rating: string): string | null {
  const of = (key: Key, column: Key) => t(key, { column: t(column) })
  if (!title) return of('import.missing', 'thread.title')
  if (!format) return of('import.missing', 'thread.format')
  if (!issues) return of('import.missing', 'thread.issues')
  if (!/^\+?\d+([.,]0+)?$/.test(issues)) return t('import.whole', { value: issues })
  if ([...title].length > 200) return of('import.long', 'thread.title')
  if ([...format].length > 50) return of('import.long', 'thread.format')
  const stars = Number(rating.replace(',', '.'))
  if (rating && !(stars >= 0.5 && stars <= 5 && Number.isInteger(stars * 2))) return t('import.rating', { value: rating })
  return null
}

function likeliest(text: string): string {
  const head = /^[^\r\n]*/.exec(text)?.[0] ?? ''
  const count = (separator: string) => head.split(separator).length
  return [',', ';', '\t'].toSorted((one, other) => count(other) - count(one))[0]!
}
