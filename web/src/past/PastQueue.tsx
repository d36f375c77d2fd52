import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Schemas } from '../api/client'
import { t } from '../texts'
import { Press } from '../ui/forms'
import { Stars } from '../ui/stars'
import type { Change, Changes } from './changes'

const STEP = 50

export function PastQueue({ past, changes, isNow }: { past: Schemas['PastPile']; changes: Changes; isNow: boolean }) {
  const [shown, setShown] = useState(STEP)
  const snoozed = new Set(past.session.snoozed_thread_ids)
  const said = [
    changes.added.length > 0 && t('past.added', { count: changes.added.length }),
    changes.gone > 0 && t('past.gone', { count: changes.gone }),
    changes.completed > 0 && t('past.completed', { count: changes.completed }),
    changes.issuesRead > 0 && t('past.issues', { count: changes.issuesRead }),
    changes.moved > 0 && t('past.moved', { count: changes.moved }),
  ].filter((one) => one !== false)
  return (
    <section aria-labelledby="then" className="flex flex-col gap-3">
      <h2 id="then">{t('past.then')}</h2>
      {!isNow && (
        <p className="flex flex-wrap items-center gap-2 text-sm">
          <span className="text-soft">{t(said.length > 0 ? 'past.since' : 'past.same')}</span>
          {said.map((one) => <span key={one} className="chip">{one}</span>)}
        </p>
      )}
      {past.queue.length === 0 ? <p className="panel dots p-8 text-center text-soft">{t('past.queue.empty')}</p> : (
        <ol className="panel divide-y divide-line">
          {changes.queue.slice(0, shown).map((change) => (
            <li key={change.thread.id} className={`flex items-center gap-3 px-3 py-2 cramped:flex-wrap cramped:gap-y-1 ${change.thread.id === past.session.pending_thread_id ? 'bg-tint' : ''}`}>
              <span className="numeral w-8 shrink-0 text-right text-soft">{change.thread.queue_position}</span>
              <div className="min-w-0 grow cramped:min-w-full">
                <Link to="/threads/$id" params={{ id: change.thread.id }} dir="auto" className="block truncate font-semibold cramped:whitespace-normal hover:underline">{change.thread.title}</Link>
                <span className="text-xs text-soft">
                  {change.thread.format} · {t('thread.left', { count: change.thread.issues_remaining })}
                  {change.thread.id === past.session.pending_thread_id && ` · ${t('past.pending')}`}
                  {snoozed.has(change.thread.id) && ` · ${t('chip.snoozed')}`}
                </span>
              </div>
              {change.thread.last_rating !== null && <span className="hidden sm:block"><Stars value={change.thread.last_rating} size={13} /></span>}
              {!isNow && difference(change).map((one) => <span key={one} className="chip chip-accent">{one}</span>)}
            </li>
          ))}
        </ol>
      )}
      {changes.queue.length > shown && <div className="flex justify-center"><Press onPress={() => setShown(shown + STEP * 4)}>{t('more')}</Press></div>}
    </section>
  )
}

function difference({ now, read, moved }: Change): string[] {
  if (!now) return [t('past.chip.gone')]
  if (now.status === 'completed') return [t('past.chip.completed')]
  return [...(read > 0 ? [t('past.chip.read', { count: read })] : []), ...(moved ? [t('past.chip.moved', { position: now.queue_position })] : [])]
}
