import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { act } from '../api/act'
import { queries } from '../api/queries'
import { useCompleted, usePool, useSession } from '../offline/pile'
import { Die } from '../dice/Die'
import { AllRead } from '../roll/AllRead'
import { FirstSteps } from '../roll/FirstSteps'
import { useFocusOfRoll } from '../roll/focus'
import { Ladder } from '../roll/Ladder'
import { LastRating } from '../roll/LastRating'
import { Override } from '../roll/Override'
import { Pick } from '../roll/Pick'
import { Pool } from '../roll/Pool'
import { SessionBar } from '../roll/SessionBar'
import { t } from '../texts'
import { NotYet, Press } from '../ui/forms'
import { useKeys, useLetterKeys } from '../ui/keys'
import { useDocumentTitle } from '../ui/pageTitle'

/** How long the die tumbles at least, in milliseconds: an answer sooner than that would not look like a throw. */
const TUMBLE = 650

export function RollPage() {
  const session = useSession()
  const pool = usePool()
  const pending = session.data?.pending_thread_id ?? null
  const { data: lastRoll } = useQuery({ ...queries.roll, enabled: pending !== null })
  // It may be that of the pick before, also where that was of the same thread.
  const roll = lastRoll?.thread_id === pending && lastRoll?.result === session.data?.last_rolled_result ? lastRoll : null
  const [choosing, setChoosing] = useState(false)
  const [rolling, setRolling] = useState(false)
  const threads = pool.data?.threads ?? []
  // Asked for while there is a last thread, so that it is known as soon as that is read to its end.
  const completed = useCompleted(pool.data !== undefined && threads.length <= 1)
  const [hadThreads, setHadThreads] = useState(false)
  if (threads.length + (session.data?.snoozed_threads.length ?? 0) > 0 && !hadThreads) setHadThreads(true)
  const focus = useFocusOfRoll(rolling || pending !== null)

  const throwDie = async () => {
    if (rolling || threads.length === 0) return
    setRolling(true)
    const [done] = await Promise.all([act({ kind: 'roll' }), new Promise((then) => setTimeout(then, matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : TUMBLE))])
    focus.thrown.current = done !== null
    setRolling(false)
  }
  const letterKeys = useLetterKeys()
  useKeys({ r: () => void throwDie(), o: () => setChoosing(true) })
  useDocumentTitle(roll?.title ?? t('nav.roll'), t('nav.roll'))

  if (!session.data) return <NotYet query={session} />
  if (!pool.data) return <NotYet query={pool} />
  const snoozed = session.data.snoozed_threads
  const current = rolling ? null : roll
  if (threads.length === 0 && !current && snoozed.length === 0) {
    // The session knows already that the last one has woken. It is waited for once, so that nothing takes a form from under somebody's hands.
    if (hadThreads && pool.isFetching && pool.dataUpdatedAt < session.dataUpdatedAt) return <NotYet query={pool} />
    if (!completed.data) return <NotYet query={completed} />
    const count = completed.data.length
    // What was known is of before the last thread went.
    if (hadThreads && count === 0 && completed.isFetching) return <NotYet query={completed} />
    if (hadThreads) setHadThreads(false)
    return count > 0 ? <AllRead count={count} heading={focus.allRead} /> : <FirstSteps page={t('nav.roll')} />
  }

  return (
    <>
      <h1 className="sr-only">{t('nav.roll')}</h1>
      <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-[minmax(0,1fr)_19rem] xl:gap-8">
        <div className="flex flex-col gap-5">
          <section aria-label={t('roll.die')} className={`panel-lead dots flex items-center gap-2 overflow-hidden px-3 ${current ? 'flex-wrap justify-center py-2 sm:flex-nowrap sm:justify-evenly sm:py-3' : 'flex-col pt-4 pb-5'}`}>
            <button type="button" onClick={() => void throwDie()} disabled={threads.length === 0} aria-busy={rolling} className="group cursor-pointer rounded-full transition-transform active:scale-95 disabled:cursor-default" aria-label={t(current?.result ? 'roll.roll.shown' : 'roll.roll.die', { die: session.data.current_die, face: current?.result ?? 0 })}>
              <Die sides={session.data.current_die === current?.die_size || !current?.result ? session.data.current_die : current.die_size} face={current?.result || null} rolling={rolling} small={current !== null} />
            </button>
            {/* On a phone what was picked comes first, so the die and its button share a line. */}
            <div className={current ? 'contents sm:flex sm:flex-col sm:items-center sm:gap-2' : 'flex flex-col items-center gap-2'}>
              <Press ref={focus.button} look={current ? 'plain' : 'primary'} icon="die" isDisabled={threads.length === 0} onPress={() => void throwDie()} className="min-w-[min(11rem,100%)]">
                {t(rolling ? 'roll.rolling' : current ? 'roll.again' : 'roll.roll')}
                {letterKeys && <kbd className="hidden rounded border border-current px-1.5 font-sans text-xs opacity-70 md:inline">R</kbd>}
              </Press>
              <p className={`text-center text-sm text-soft ${current ? 'max-sm:hidden' : ''}`}>{poolSays(threads.length, session.data.current_die, snoozed.length)}</p>
              <Ladder session={session.data} />
            </div>
          </section>
          <div aria-live="polite" aria-atomic="true" className="sr-only">{current && t(current.result ? 'act.roll.full' : 'act.roll.of', { die: current.die_size, result: current.result, title: current.title })}</div>
          {current && <Pick key={`${current.thread_id} ${current.rolled_at}`} roll={current} session={session.data} heading={focus.pick} onOverride={() => setChoosing(true)} />}
          {pending === null && <LastRating />}
          <SessionBar session={session.data} hasPick={current !== null} onOverride={() => setChoosing(true)} />
        </div>
        <Pool threads={threads} snoozed={snoozed} picked={current?.thread_id ?? null} rolling={rolling} wake={focus.wake} />
      </div>
      <Override isOpen={choosing} onClose={() => setChoosing(false)} />
    </>
  )
}

function poolSays(size: number, die: number, snoozed: number): string {
  if (size === 0) return t('roll.asleep')
  if (size < die) return t('roll.fewer', { count: size, die })
  return snoozed > 0 ? t('roll.pool.snoozed', { count: size, snoozed }) : t('roll.pool', { count: size })
}
