import { useQuery } from '@tanstack/react-query'
import { useLatest } from '../api/reversals'
import { queries } from '../api/queries'
import { number, t } from '../texts'
import { Stars } from '../ui/stars'

/** What the last rating did to the die and the queue, while it is the last thing that happened. */
export function LastRating() {
  const latest = useLatest()
  const rated = latest?.type === 'rate' && latest.session_id !== null ? latest : null
  const { data } = useQuery({ ...queries.sessionDetails(rated?.session_id ?? 0), enabled: rated !== null })
  const events = data?.events.filter((event) => !event.undone) ?? []
  const at = events.findLastIndex((event) => event.type === 'rate')
  const entry = events[at]
  if (!rated || !entry?.rating || entry.thread_id !== rated.thread_id) return null
  const before = events.slice(0, at).findLast((event) => event.die_after !== null)?.die_after ?? data?.start_die
  return (
    <section aria-label={t('rated')} className="panel rise flex flex-wrap items-center gap-x-4 gap-y-2 p-4">
      <div className="min-w-0 grow">
        <p className="text-sm text-soft">{t('rated')}</p>
        <p dir="auto" className="font-display text-lg font-bold">{entry.thread_title}</p>
        <p className="text-sm text-soft">
          {entry.completed ? t('rated.completed') : t(entry.queue_move === 'front' || entry.rating >= 4 ? 'rated.front' : 'rated.back')}
          {' · '}
          {before === entry.die_after ? t('rated.die.same', { die: entry.die_after ?? 0 }) : t('rated.die', { from: before ?? 0, to: entry.die_after ?? 0 })}
        </p>
      </div>
      <div className="flex items-center gap-3">
        <Stars value={entry.rating} size={22} />
        <span className="numeral text-xl">{number(entry.rating, { minimumFractionDigits: 1 })}</span>
      </div>
    </section>
  )
}
