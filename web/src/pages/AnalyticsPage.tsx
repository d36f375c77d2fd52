import { useQuery } from '@tanstack/react-query'
import type { Schemas } from '../api/client'
import { queries } from '../api/queries'
import { DiceFairness } from '../numbers/DiceFairness'
import { Figure } from '../numbers/Figure'
import { Formats, Ratings } from '../numbers/bars'
import { ReadingDays } from '../numbers/ReadingDays'
import { Forecast, LongestWaiting, threadLink } from '../numbers/threads'
import { WeekHours } from '../numbers/WeekHours'
import { date, duration, number, t, type Key } from '../texts'
import { Empty, NotYet, PageTitle } from '../ui/forms'
import { Home } from '../ui/Home'
import { Stars } from '../ui/stars'

export function AnalyticsPage() {
  const analytics = useQuery(queries.analytics)
  const { data } = analytics
  if (!data) return <NotYet query={analytics} title={t('nav.analytics')} rows={6} />
  if (data.total_threads === 0) {
    return (
      <div className="flex flex-col gap-5">
        <PageTitle title={t('nav.analytics')} />
        <Empty title={t('numbers.none')} icon="numbers">
          <p>{t('numbers.none.text')}</p>
          <Home />
        </Empty>
      </div>
    )
  }
  const percent = (hundredths: number) => number(hundredths / 100, { style: 'percent', maximumFractionDigits: 1 })
  const read = data.formats.reduce((sum, format) => sum + format.issues_read, 0)
  return (
    <div className="flex flex-col gap-5">
      <PageTitle title={t('nav.analytics')}><span className="text-sm text-soft">{t('numbers.zone', { zone: data.time_zone })}</span></PageTitle>
      <dl className="grid grid-cols-2 gap-3 max-[16rem]:grid-cols-1 sm:grid-cols-4">
        <Tile name="numbers.read" value={number(read)} />
        <Tile name="numbers.left" value={number(data.forecast.issues_remaining)} />
        <Tile name="numbers.streak" value={t('days', { count: data.reading_streaks.current })} more={t('numbers.longest', { count: data.reading_streaks.longest })} />
        <Tile name="numbers.completed" value={percent(data.completion_rate)} more={t('numbers.completed.of', { count: data.completed_threads, total: data.total_threads })} />
        <Tile name="numbers.pace" value={number(data.forecast.issues_per_day, { maximumFractionDigits: 1 })} />
        <Tile name="numbers.finished" value={data.forecast.finished_on ? date(data.forecast.finished_on) : t('numbers.never')} />
        <Tile name="numbers.skips" value={percent(data.skip_rate)} more={t('numbers.skips.of')} />
        <Tile name="numbers.snoozes" value={percent(data.snooze_rate)} more={t('numbers.skips.of')} />
      </dl>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-5 lg:grid-cols-2">
        <div className="lg:col-span-2"><ReadingDays days={data.issues_per_day} /></div>
        <Ratings ratings={data.ratings_histogram} />
        <DiceFairness dice={data.dice_histogram} />
        <WeekHours week={data.issues_per_weekday} />
        <Formats formats={data.formats} />
        <LongestWaiting threads={data.longest_waiting_threads} />
        <Forecast forecast={data.forecast} />
        <TopRated threads={data.top_rated_threads} />
        <Counted stats={data.event_stats} sessionHours={data.average_session_hours} />
      </div>
    </div>
  )
}

function Tile({ name, value, more }: { name: Key; value: string; more?: string }) {
  return (
    <div className="panel px-4 py-3">
      <dt className="text-xs text-soft">{t(name)}</dt>
      <dd className="numeral mt-0.5 text-xl">{value}</dd>
      {more && <dd className="text-xs text-soft">{more}</dd>}
    </div>
  )
}

function TopRated({ threads }: { threads: Schemas['RatedThread'][] }) {
  return (
    <Figure title={t('numbers.top')} open head={[t('thread.title'), t('thread.format'), t('thread.rating')]}
      rows={threads.map((thread) => [threadLink(thread.id, thread.title), thread.format, <Stars value={thread.rating} size={14} />])} />
  )
}

function Counted({ stats, sessionHours }: { stats: Record<string, number>; sessionHours: number }) {
  const rows = Object.entries(stats).sort(([, one], [, other]) => other - one).map(([type, count]) => [t(`act.${type}` as Key), number(count)])
  return <Figure title={t('numbers.counted')} text={t('numbers.session', { length: duration(sessionHours * 60) })} open head={[t('numbers.what'), t('numbers.often')]} rows={rows} />
}
