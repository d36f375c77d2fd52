import { Link } from '@tanstack/react-router'
import { useState, type RefObject } from 'react'
import { Checkbox } from '../ui/checkbox'
import { act, useBusy } from '../api/act'
import type { Schemas } from '../api/client'
import { GOOD } from '../offline/foresee'
import { dateTime, number, t } from '../texts'
import { Count, Press } from '../ui/forms'
import { useKeys } from '../ui/keys'
import { StarSlider } from '../ui/stars'

type Props = {
  roll: Schemas['CurrentRoll']
  session: Schemas['SessionView']
  heading: RefObject<HTMLHeadingElement | null>
  onOverride: () => void
}

/** What was picked and why, and all that can be done with it. */
export function Pick({ roll, session, heading, onOverride }: Props) {
  const [rating, setRating] = useState(4)
  const [said, setSaid] = useState('')
  const [issues, setIssues] = useState(1)
  const [finish, setFinish] = useState(false)
  const busy = useBusy()
  const { thread_id, title } = roll
  const carried = session.started_at === null || new Date(roll.rolled_at) < new Date(session.started_at)

  const rate = () => void (busy || act({ kind: 'rate', thread_id, title, rating, issues_read: issues, finish_session: finish }))
  const read = () => void (busy || act({ kind: 'read', thread_id, title, issues_read: issues }))
  const snooze = () => void (busy || act({ kind: 'snooze', thread_id, title }))
  /** By a key of the page, which is silent but for this: the stars are not what has the focus. */
  const rateByKey = (next: number) => {
    setRating(next)
    setSaid(t('stars.of', { rating: number(next, { minimumFractionDigits: 1 }) }))
  }
  const step = (by: number) => rateByKey(Math.min(5, Math.max(0.5, rating + by)))
  // The same number again takes half a star off, so that one key and two presses reach every rating.
  const star = (stars: number) => () => rateByKey(rating === stars ? stars - 0.5 : stars)
  useKeys({
    1: star(1), 2: star(2), 3: star(3), 4: star(4), 5: star(5),
    ArrowLeft: () => step(-0.5), ArrowRight: () => step(0.5),
    Enter: rate, m: read, s: snooze,
  })

  return (
    <section aria-labelledby="pick" aria-busy={busy} className="panel rise flex transition-opacity delay-150 aria-busy:opacity-60 flex-col gap-3 p-4 sm:gap-4 sm:p-6">
      <div>
        <p className="text-sm font-semibold text-accent">{how(roll)}</p>
        <h2 id="pick" ref={heading} tabIndex={-1} dir="auto" className={`outline-none cramped:text-xl ${title.length > 60 ? 'text-xl' : 'text-2xl'}`}>
          <Link to="/threads/$id" params={{ id: thread_id }} className="hover:underline">{title}</Link>
        </h2>
        <p className="mt-1 flex flex-wrap gap-2 text-sm text-soft">
          <span className="chip whitespace-normal">{roll.format}</span>
          <span>{t('thread.left', { count: roll.issues_remaining })}</span>
          <span>{t('thread.position', { position: roll.queue_position })}</span>
        </p>
        <p className="mt-2 text-sm text-soft">{why(roll)}</p>
        {carried && <p className="mt-2 rounded-lg bg-tint px-3 py-2 text-sm">{t('pick.carried', { when: dateTime(roll.rolled_at) })}</p>}
      </div>
      <StarSlider value={rating} onChange={setRating} />
      <span aria-live="polite" className="sr-only">{said}</span>
      <p className="-mt-2 text-sm text-soft">{t(rating >= GOOD ? 'rate.down' : 'rate.up')}</p>
      <div className="flex flex-wrap items-center gap-x-6 gap-y-3">
        <Count compact label={t('rate.issues')} value={issues} onChange={(next) => setIssues(Number.isNaN(next) ? 1 : next)} minValue={1} maxValue={roll.issues_remaining} />
        <Checkbox isSelected={finish} onChange={setFinish}>{t('rate.finish')}</Checkbox>
      </div>
      <div className="flex flex-wrap gap-2">
        <Press look="primary" onPress={rate} className="max-sm:basis-full">{t('rate.save')}</Press>
        <Press onPress={read} className="max-sm:grow">{t('rate.read')}</Press>
        <Press icon="snooze" onPress={snooze} className="max-sm:grow">{t('snooze')}</Press>
        <Press onPress={onOverride} className="max-sm:grow">{t('override')}</Press>
      </div>
    </section>
  )
}

function how({ selection_method, die_size, result }: Schemas['CurrentRoll']): string {
  return selection_method === 'random' ? t('pick.rolled', { result, die: die_size }) : t('pick.chosen')
}

function why({ selection_method, die_size, result, offset, snoozed_count }: Schemas['CurrentRoll']): string {
  if (selection_method !== 'random') return t('pick.why.chosen')
  const row = t('pick.why.row', { die: die_size, result })
  if (offset > 0) return `${row} ${t('pick.why.offset', { count: offset })}`
  return snoozed_count > 0 ? `${row} ${t('pick.why.snoozed', { count: snoozed_count })}` : row
}
