import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Session } from '../api/client'
import { queries } from '../api/queries'
import { date, duration, t } from '../texts'
import { Empty, NotYet, PageTitle, Press } from '../ui/forms'
import { Home } from '../ui/Home'

export function HistoryPage() {
  const sessions = useInfiniteQuery(queries.sessions)
  if (!sessions.data) return <NotYet query={sessions} title={t('nav.history')} />
  const all = sessions.data.pages.flat()
  return (
    <div className="flex flex-col gap-5">
      <PageTitle title={t('nav.history')} />
      {all.length === 0 ? (
        <Empty title={t('history.none')} icon="history">
          <p>{t('history.none.text')}</p>
          <Home />
        </Empty>
      ) : (
        <ol className="flex flex-col gap-3">
          {all.map((session) => <li key={session.id}><Card session={session} /></li>)}
        </ol>
      )}
      {sessions.hasNextPage && (
        <div className="flex justify-center">
          <Press onPress={() => void sessions.fetchNextPage()} isPending={sessions.isFetchingNextPage}>{t('more')}</Press>
        </div>
      )}
    </div>
  )
}

function Card({ session }: { session: Session }) {
  if (session.id === null || !session.started_at) return null
  const dice = session.ladder_path.split(' → ')
  return (
    <Link to="/history/$id" params={{ id: session.id }} className="panel flex flex-wrap items-center gap-x-5 gap-y-2 px-4 py-3 hover:border-soft">
      <div className="min-w-[min(11rem,100%)]">
        <h2>{date(session.started_at, { weekday: 'short', day: 'numeric', month: 'long', year: 'numeric' })}</h2>
        <p className="text-sm text-soft">{span(session)}</p>
      </div>
      <div className="min-w-0 grow">
        <p className="numeral flex flex-wrap items-center gap-x-1.5 text-sm">
          {dice.slice(-12).map((die, index) => (
            <span key={index} className="flex items-center gap-1.5">{index > 0 && <span className="text-soft" aria-hidden="true">→</span>}{t('die.name', { die })}</span>
          ))}
        </p>
        <p className="truncate text-sm text-soft">{t('history.ratings', { count: dice.length - 1 })}{session.active_thread && ` · ${session.active_thread.title}`}</p>
      </div>
      {session.ended_at === null && <span className="chip chip-accent">{t('history.now')}</span>}
    </Link>
  )
}

/** From when to when, and how long. */
export function span({ started_at, ended_at }: Pick<Session, 'started_at' | 'ended_at'>): string {
  const time = (at: string) => date(at, { timeStyle: 'short' })
  if (!ended_at) return t('history.from', { start: time(started_at!) })
  const minutes = (new Date(ended_at).getTime() - new Date(started_at!).getTime()) / 60_000
  return t('history.span', { start: time(started_at!), end: time(ended_at), length: duration(minutes) })
}
