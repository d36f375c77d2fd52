import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { Label } from 'react-aria-components/Label'
import { Slider, SliderThumb, SliderTrack } from 'react-aria-components/Slider'
import { act, useBusy } from '../api/act'
import { queries } from '../api/queries'
import { tell } from '../api/words'
import { changesSince } from '../past/changes'
import { PastQueue } from '../past/PastQueue'
import { nextStop, previousStop, stopAt, stopOn, type Stop } from '../past/stops'
import { dateTime, number, t, type Key } from '../texts'
import { Empty, Failed, NotYet, PageTitle, Press } from '../ui/forms'
import { Home } from '../ui/Home'
import { useKeys } from '../ui/keys'

/** The pile as it was at any of its versions, what differs from now, and the way back there. */
export function PastPage() {
  const now = useQuery(queries.now)
  if (!now.data) return <NotYet query={now} title={t('nav.past')} />
  if (now.data.version === 0) return <Empty page title={t('past.none')} icon="past"><p>{t('past.none.text')}</p><Home /></Empty>
  return <Machine last={now.data.version} />
}

function Machine({ last }: { last: number }) {
  const [pulled, setPulled] = useState<number | null>(null)
  const [stop, setStop] = useState<Stop | null>(null)
  const [problem, setProblem] = useState<Error | null>(null)
  const asked = useRef(0)
  const busy = useBusy()
  const at = Math.min(stop?.version ?? last, last)
  // Where nobody pulls it, the slider is at what is shown, also when the pile goes on meanwhile.
  const wanted = pulled ?? at
  const past = useQuery(queries.past(at))
  const now = useQuery(queries.now)

  const go = (to: Promise<Stop | null>) => {
    const mine = ++asked.current
    void to.then((found) => {
      // On a slow network what was asked for first may come last.
      if (!found || mine !== asked.current) return
      setStop(found)
      setPulled(null)
      setProblem(null)
    }, (failed) => mine === asked.current && setProblem(failed))
  }
  /** What was asked for before and has not come yet moves nothing any more. */
  const pull = (value: number) => {
    asked.current++
    setPulled(value)
  }
  const beNow = () => {
    asked.current++
    setStop(null)
    setPulled(null)
  }
  const back = () => go(previousStop(at))
  const on = () => go(nextStop(at))
  useKeys({ ArrowLeft: back, ArrowRight: on })
  const isNow = at >= last
  const then = past.data
  const changes = then && now.data ? changesSince(then, now.data) : null

  return (
    <div className="flex flex-col gap-5">
      <PageTitle title={t('nav.past')} />
      <section aria-label={t('past.when')} className="panel-lead flex flex-col gap-3 p-4 sm:p-6">
        <div className="flex flex-wrap items-baseline justify-between gap-x-4">
          <p className="font-display text-xl font-bold" aria-live="polite">{isNow ? t('past.now') : then?.at ? dateTime(then.at) : t('past.empty')}</p>
          <p className="text-sm text-soft">{t('past.version', { version: wanted, last })}</p>
        </div>
        <Slider value={wanted} onChange={(value) => pull(value as number)} onChangeEnd={(value) => go(stopAt(value as number))} minValue={0} maxValue={last} className="flex flex-col gap-1">
          <Label className="sr-only">{t('past.slider')}</Label>
          <SliderTrack className="relative mx-3 h-11 cursor-pointer touch-none">
            <span className="pointer-events-none absolute inset-x-0 top-1/2 -mx-3 h-2 -translate-y-1/2 rounded-full bg-well" />
            <span className="pointer-events-none absolute top-1/2 left-0 -ml-3 h-2 -translate-y-1/2 rounded-full bg-accent" style={{ width: `calc(${(wanted / last) * 100}% + 0.75rem)` }} />
            <SliderThumb className="top-1/2 size-7 rounded-full border-[1.5px] border-edge bg-accent shadow-[2px_2px_0_var(--color-edge)]" />
          </SliderTrack>
        </Slider>
        <p className="line-clamp-2 min-h-10 text-sm text-soft sm:min-h-6">{isNow ? t('past.hint') : stop && t('past.after', { what: stop.type ? tell({ type: stop.type, thread_title: stop.title }) : '' })}</p>
        <div className="flex flex-wrap items-end gap-2">
          <Press icon="undo" onPress={back} isDisabled={at <= 0} className="max-sm:grow max-sm:px-2">{t('past.back')}</Press>
          <Press icon="redo" onPress={on} isDisabled={isNow} className="max-sm:grow max-sm:px-2">{t('past.on')}</Press>
          <label className="flex min-w-0 flex-col text-xs text-soft max-sm:basis-full">
            {t('past.date')}
            <input type="datetime-local" className="field-input max-w-full min-w-0 text-sm! cramped:px-1" onChange={(event) => event.target.value && go(stopOn(new Date(event.target.value)))} />
          </label>
          <Press look="primary" icon="past" className="ml-auto max-sm:basis-full" isDisabled={isNow || busy || wanted !== at} onPress={() => void act({ kind: 'go_back', version: at }).then((done) => done && beNow())}>
            {t('past.go')}
          </Press>
        </div>
        {problem && <Failed problem={problem} />}
      </section>
      {past.isError && <Failed problem={past.error} retry={() => void past.refetch()} />}
      {then && (
        <>
          <dl className="grid grid-cols-2 gap-3 cramped:grid-cols-1 sm:grid-cols-4">
            <Fact name="past.queue" then={then.queue.length} now={now.data?.queue.length} />
            <Fact name="past.read" then={then.completed.length} now={now.data?.completed.length} />
            <Fact name="past.die" then={then.session.current_die} now={now.data?.session.current_die} die />
            <div className="panel px-4 py-3">
              <dt className="text-xs text-soft">{t('session')}</dt>
              <dd className="mt-0.5 text-sm font-semibold">{then.session.started_at && !then.session.ended_at ? t('session.since', { when: dateTime(then.session.started_at) }) : t('past.session.none')}</dd>
            </div>
          </dl>
          {changes && <PastQueue past={then} changes={changes} isNow={isNow} />}
        </>
      )}
    </div>
  )
}

function Fact({ name, then, now, die }: { name: Key; then: number; now: number | undefined; die?: boolean }) {
  const say = (value: number) => (die ? t('die.name', { die: value }) : number(value))
  return (
    <div className="panel px-4 py-3">
      <dt className="text-xs text-soft">{t(name)}</dt>
      <dd className="numeral mt-0.5 text-xl">
        {say(then)}
        {now !== undefined && now !== then && <span className="ml-2 font-sans text-xs font-normal tracking-normal text-soft">{t('past.isnow', { value: say(now) })}</span>}
      </dd>
    </div>
  )
}
