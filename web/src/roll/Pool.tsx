import { Link } from '@tanstack/react-router'
import type { RefObject } from 'react'
import { act } from '../api/act'
import type { Schemas, Thread } from '../api/client'
import { isUnsent } from '../offline/foresee'
import { t } from '../texts'
import { Press } from '../ui/forms'
import { Stars } from '../ui/stars'

type Props = { threads: Thread[]; snoozed: Schemas['SnoozedThread'][]; picked: number | null; rolling: boolean; wake: RefObject<HTMLButtonElement | null> }

/** The rows that the die can hit, and those that sleep. */
export function Pool({ threads, snoozed, picked, rolling, wake }: Props) {
  return (
    <section aria-labelledby="pool" className="flex flex-col gap-3 lg:sticky lg:top-8">
      <h2 id="pool">{t('pool')}</h2>
      <ol className={`panel divide-y divide-line overflow-hidden ${rolling ? 'animate-pulse' : ''}`}>
        {threads.map((thread, row) => (
          <li key={thread.id} aria-current={thread.id === picked ? 'true' : undefined} className={`flex items-center gap-3 px-3 py-2 ${thread.id === picked ? 'bg-tint' : ''}`}>
            <span className={`numeral w-7 shrink-0 text-center text-lg ${thread.id === picked ? 'text-accent' : 'text-soft'}`}>{row + 1}</span>
            <div className="min-w-0 grow">
              {isUnsent(thread) ? <span dir="auto" className="block truncate text-sm font-semibold">{thread.title}</span> : <Link to="/threads/$id" params={{ id: thread.id }} dir="auto" className="block truncate text-sm font-semibold hover:underline">{thread.title}</Link>}
              <span className="text-xs text-soft">{thread.format} · {t('thread.left', { count: thread.issues_remaining })}</span>
            </div>
            {thread.last_rating !== null && <Stars value={thread.last_rating} size={12} />}
          </li>
        ))}
        {threads.length === 0 && <li className="p-4 text-sm text-soft">{t('pool.empty')}</li>}
      </ol>
      {snoozed.length > 0 && (
        <div className="flex flex-col gap-2">
          <div className="flex items-center justify-between">
            <h3>{t('snoozed', { count: snoozed.length })}</h3>
            {snoozed.length > 1 && <Press small look="quiet" onPress={() => void act({ kind: 'unsnooze_all' })}>{t('unsnooze.all')}</Press>}
          </div>
          <ul className="panel divide-y divide-line">
            {snoozed.map((thread, row) => (
              <li key={thread.id} className="flex items-center gap-2 py-1 pr-1 pl-3">
                <span dir="auto" className="min-w-0 grow truncate text-sm text-soft">{thread.title}</span>
                <Press ref={row === 0 ? wake : undefined} small look="quiet" onPress={() => void act({ kind: 'unsnooze', thread_id: thread.id, title: thread.title })} aria-label={t('unsnooze.of', { title: thread.title })}>{t('unsnooze')}</Press>
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  )
}
