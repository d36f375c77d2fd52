import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { act } from '../api/act'
import type { Entry, Schemas } from '../api/client'
import { queries } from '../api/queries'
import { date, dateTime, ladder, number, t } from '../texts'
import { Entries } from '../ui/Entries'
import { Empty, NotYet, PageTitle, Press } from '../ui/forms'
import { Home } from '../ui/Home'
import { ApiError } from '../api/problem'
import { span } from './HistoryPage'

export function SessionPage() {
  const { id } = useParams({ from: '/history/$id' })
  const details = useQuery(queries.sessionDetails(id))
  const snapshots = useQuery(queries.snapshots(id))
  if (details.error instanceof ApiError && details.error.status === 404) return <Empty page title={t('session.gone')} icon="history"><p>{t('notfound.text')}</p><Home /></Empty>
  if (!details.data) return <NotYet query={details} />
  const { events, started_at } = details.data
  return (
    <div className="flex flex-col gap-6">
      <div>
        <Link to="/history" className="link inline-block py-2 text-sm">{t('nav.history')}</Link>
        <PageTitle title={date(started_at, { weekday: 'long', day: 'numeric', month: 'long' })} />
        <p className="mt-1 text-soft">{span(details.data)} · <span className="numeral">{ladder(details.data.ladder_path)}</span></p>
      </div>
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <section aria-labelledby="timeline" className="flex flex-col gap-3">
          <h2 id="timeline">{t('session.timeline')}</h2>
          <Entries entries={events} />
        </section>
        <div className="flex flex-col gap-6">
          <Narrative entries={events} />
          {snapshots.data && snapshots.data.snapshots.length > 0 && <RestorePoints session={id} points={snapshots.data.snapshots} />}
        </div>
      </div>
    </div>
  )
}

/** What stands of a session in short; the server tells it, too, but in English. */
function Narrative({ entries }: { entries: Entry[] }) {
  const standing = entries.filter((entry) => !entry.undone)
  const read = standing.filter(({ type }) => type === 'rate' || type === 'read').map(({ thread_title, rating }) => (rating === null ? thread_title : t('session.rated', { title: thread_title ?? '', rating: number(rating, { minimumFractionDigits: 1 }) })))
  const skipped = new Set(standing.filter(({ type }) => type === 'rolled_but_skipped').map(({ thread_title }) => thread_title))
  const completed = standing.filter((entry) => entry.completed).map(({ thread_title }) => thread_title)
  const parts = ([['session.read', read], ['session.skipped', [...skipped]], ['session.completed', completed]] as const).filter(([, titles]) => titles.length > 0)
  return (
    <section aria-labelledby="told" className="flex flex-col gap-3">
      <h2 id="told">{t('session.told')}</h2>
      <div className="panel flex flex-col gap-3 p-4">
        {parts.length === 0 && <p className="text-soft">{t('session.nothing')}</p>}
        {parts.map(([name, titles]) => (
          <div key={name}>
            <h3 className="text-sm text-soft">{t(name)}</h3>
            <ul>{titles.map((title, index) => <li key={index}>{title}</li>)}</ul>
          </div>
        ))}
      </div>
    </section>
  )
}

function RestorePoints({ session, points }: { session: number; points: Schemas['Snapshot'][] }) {
  return (
    <section aria-labelledby="points" className="flex flex-col gap-3">
      <h2 id="points">{t('points')}</h2>
      <p className="text-sm text-soft">{t('points.text')}</p>
      <ul className="panel divide-y divide-line">
        {points.map((point) => {
          const name = pointName(point)
          return (
            <li key={point.id} className="flex items-center justify-end gap-2 py-1.5 pr-1.5 pl-4 cramped:flex-wrap">
              <span className={`min-w-0 grow text-sm cramped:min-w-full ${point.undone ? 'text-soft line-through' : ''}`}>
                {name}
                <span className="block text-xs text-soft">{dateTime(point.created_at)}</span>
              </span>
              <Press small onPress={() => void act({ kind: 'restore', session_id: session, version: point.id })} aria-label={t('points.back.to', { point: name })}>{t('points.back')}</Press>
            </li>
          )
        })}
      </ul>
    </section>
  )
}

/** A restore point in the reader's language; the server says it in English. */
export const pointName = ({ rating }: Schemas['Snapshot']): string =>
  rating === null ? t('points.start') : t('points.rating', { rating: number(rating, { minimumFractionDigits: 1 }) })
