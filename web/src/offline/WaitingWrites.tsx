import { useState } from 'react'
import { useTooManyReads } from '../api/pile'
import { asked } from '../api/words'
import { dateTime, number, t } from '../texts'
import { Sheet } from '../ui/dialog'
import { Press } from '../ui/forms'
import { Icon } from '../ui/icons'
import { useConnected } from './connection'
import { dismiss, flush, isOld, sendAnyway, useWaiting, type Waiting } from './outbox'

/** Says that the server does not answer, or not everything, and what waits for it. */
export function WaitingWrites() {
  const waiting = useWaiting()
  const connected = useConnected()
  const tooMany = useTooManyReads()
  const [open, setOpen] = useState(false)
  const refused = waiting.some((one) => one.refused !== null || isOld(one))
  const shown = waiting.length > 0 ? 'count' : !connected ? 'offline' : tooMany ? 'moment' : null
  if (open && !shown) setOpen(false)
  return (
    <>
      <span role="status" className="contents">
        {shown && (
          <Press small look={refused ? 'primary' : 'plain'} onPress={() => setOpen(true)} icon="wait">
            {shown !== 'count' ? <span className={shown === 'moment' ? 'max-md:sr-only' : ''}>{t(`waiting.${shown}`)}</span> : (
              <>
                <span aria-hidden="true" className="md:hidden">{number(waiting.length)}</span>
                <span className="max-md:sr-only">{t('waiting.count', { count: waiting.length })}</span>
              </>
            )}
          </Press>
        )}
      </span>
      <Sheet title={t(shown === 'moment' ? 'waiting.moment' : 'waiting.title')} isOpen={open} onClose={() => setOpen(false)}>
        <p className="text-soft">{t(!connected ? 'waiting.text.offline' : shown === 'moment' ? 'waiting.text.moment' : 'waiting.text')}</p>
        {waiting.length > 0 && (
          <ol className="flex flex-col divide-y divide-line">
            {waiting.map((one) => <Line key={one.key} waiting={one} />)}
          </ol>
        )}
        {waiting.length > 0 && <div className="flex justify-end"><Press onPress={() => void flush()}>{t('waiting.send')}</Press></div>}
      </Sheet>
    </>
  )
}

function Line({ waiting }: { waiting: Waiting }) {
  const old = waiting.refused === null && isOld(waiting)
  return (
    <li className="flex flex-wrap items-center gap-3 py-2.5">
      <Icon name="wait" size={18} />
      <div className="min-w-40 grow">
        <p className="font-semibold">{asked(waiting.write)}</p>
        <p className={`text-sm ${waiting.refused || old ? 'text-accent' : 'text-soft'}`}>
          {waiting.refused ?? (old ? t('waiting.old') : t('waiting.since', { when: dateTime(new Date(waiting.at).toISOString()) }))}
        </p>
      </div>
      {old && <Press small onPress={() => void sendAnyway(waiting.key)}>{t('waiting.anyway')}</Press>}
      <Press small look="quiet" onPress={() => void dismiss(waiting.key)}>{t(waiting.refused ? 'waiting.seen' : 'waiting.discard')}</Press>
    </li>
  )
}
