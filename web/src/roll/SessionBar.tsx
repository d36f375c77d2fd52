import { useState } from 'react'
import { act } from '../api/act'
import type { Session } from '../api/client'
import { LADDER } from '../api/writes'
import { dateTime, ladder, t } from '../texts'
import { Sheet } from '../ui/dialog'
import { Press } from '../ui/forms'

/** What session goes on, and how it is begun and finished. */
export function SessionBar({ session, hasPick, onOverride }: { session: Session; hasPick: boolean; onOverride: () => void }) {
  const [starting, setStarting] = useState(false)
  return (
    <section aria-label={t('session')} className="flex flex-wrap items-center gap-x-4 gap-y-2 text-sm text-soft">
      {session.id === null ? <span>{t('session.none')}</span> : (
        <>
          <span>{t('session.since', { when: dateTime(session.started_at!) })}</span>
          <span className="numeral">{ladder(session.ladder_path)}</span>
        </>
      )}
      <span className="ml-auto flex flex-wrap gap-2">
        {!hasPick && <Press small onPress={onOverride}>{t('override')}</Press>}
        {session.id === null ? <Press small onPress={() => setStarting(true)}>{t('session.start')}</Press> : <Press small onPress={() => void act({ kind: 'session_end' })}>{t('session.end')}</Press>}
      </span>
      <Sheet title={t('session.start.title')} isOpen={starting} onClose={() => setStarting(false)}>
        <div className="grid grid-cols-3 gap-2">
          {LADDER.map((die) => (
            <Press key={die} look={die === session.start_die ? 'primary' : 'plain'} className="numeral" onPress={() => (setStarting(false), void act({ kind: 'session_start', start_die: die }))}>
              {t('die.name', { die })}
            </Press>
          ))}
        </div>
      </Sheet>
    </section>
  )
}
