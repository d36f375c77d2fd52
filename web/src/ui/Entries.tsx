import { Link } from '@tanstack/react-router'
import type { Entry } from '../api/client'
import { tell } from '../api/words'
import { date, dateTime, number, t } from '../texts'
import { Icon, type IconName } from './icons'
import { Stars } from './stars'

const icons: Record<string, IconName> = {
  add: 'plus', import: 'file', edit: 'edit', delete: 'bin', reactivate: 'plus', move: 'queue', clear_queue: 'bin', roll: 'die', rate: 'check', read: 'check', snooze: 'snooze',
  unsnooze: 'snooze', set_die: 'die', clear_die: 'die', session_start: 'history', session_end: 'history', rolled_but_skipped: 'redo', undo: 'undo', redo: 'redo', restore: 'past',
}

export const iconOf = (type: string): IconName => icons[type] ?? 'history'

/** A time line. What was undone is struck through. */
export function Entries({ entries, days, ofThread }: { entries: Entry[]; days?: boolean; ofThread?: boolean }) {
  return (
    <ol className="panel divide-y divide-line">
      {entries.map((entry) => (
        <li key={entry.id} className={`flex items-start gap-3 px-4 py-2.5 cramped:flex-wrap cramped:gap-y-1 ${entry.undone ? 'text-soft' : ''}`}>
          <span className={`mt-0.5 ${entry.undone ? 'text-soft' : 'text-accent'}`}><Icon name={iconOf(entry.type)} size={18} /></span>
          <div className="min-w-0 grow cramped:min-w-[calc(100%-2rem)] cramped:basis-0">
            <p className={entry.undone ? 'line-through' : undefined}>
              {entry.thread_id !== null && !ofThread ? (
                <Link to="/threads/$id" params={{ id: entry.thread_id }} className="hover:underline">{tell(entry)}</Link>
              ) : tell(ofThread ? { ...entry, thread_title: null } : entry)}
            </p>
            <p className="flex flex-wrap gap-x-3 text-sm text-soft">
              {entry.rating !== null && <span className="inline-flex items-center gap-1.5"><Stars value={entry.rating} size={15} /> {number(entry.rating, { minimumFractionDigits: 1 })}</span>}
              {details(entry).map((detail) => <span key={detail}>{detail}</span>)}
              {entry.undone && <span className="chip">{t('entry.undone')}</span>}
            </p>
          </div>
          <time dateTime={entry.timestamp} className="mt-0.5 max-w-24 shrink-0 text-right text-xs text-soft sm:max-w-none cramped:ml-auto cramped:max-w-none">{days ? dateTime(entry.timestamp) : date(entry.timestamp, { timeStyle: 'short' })}</time>
        </li>
      ))}
    </ol>
  )
}

function details(entry: Entry): string[] {
  const said: string[] = []
  if (entry.type === 'roll' && entry.selection_method === 'random') said.push(t('entry.roll', { die: entry.die ?? 0, result: entry.result ?? 0 }), ...(entry.pool?.length ? [t('entry.pool', { count: entry.pool.length })] : []))
  if (entry.type === 'roll' && entry.selection_method !== 'random') said.push(t('entry.chosen'))
  if (entry.issues_read !== null) said.push(t('entry.issues', { count: entry.issues_read }))
  if (entry.queue_move === 'front' || entry.queue_move === 'back') said.push(t(`entry.${entry.queue_move}`))
  if (entry.die_after !== null) said.push(entry.die !== null && entry.type === 'rate' ? t('rated.die', { from: entry.die, to: entry.die_after }) : t('die.name', { die: entry.die_after }))
  if (entry.completed) said.push(t('entry.completed'))
  return said
}
