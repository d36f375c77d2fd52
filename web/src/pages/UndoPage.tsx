import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { act } from '../api/act'
import type { Action } from '../api/client'
import { queries } from '../api/queries'
import { tell } from '../api/words'
import { asNow } from '../past/asNow'
import { date, t, type Key } from '../texts'
import { iconOf } from '../ui/Entries'
import { Empty, NotYet, PageTitle, Press } from '../ui/forms'
import { Home } from '../ui/Home'
import { Icon } from '../ui/icons'

/** Everything that was done, newest first; one can return to after any of it. */
export function UndoPage() {
  const actions = useInfiniteQuery(queries.actions)
  if (!actions.data) return <NotYet query={actions} title={t('nav.undo')} rows={8} />
  const all = actions.data.pages.flat()
  const days = byDay(all)
  const byVersion = new Map(all.map((action) => [action.version, action]))
  const now = asNow(all)
  return (
    <div className="flex flex-col gap-5">
      <PageTitle title={t('nav.undo')} />
      {days.length === 0 ? (
        <Empty title={t('undo.none')} icon="undo"><p>{t('undo.none.text')}</p><Home /></Empty>
      ) : (
        <>
          <p className="max-w-prose text-soft">{t('undo.text')}</p>
          {days.map(([day, done]) => (
            <section key={day} aria-label={day} className="flex flex-col gap-2">
              <h2>{day}</h2>
              <ol className="panel divide-y divide-line">
                {done.map((action) => <Line key={action.version} action={action} what={inWords(action, byVersion)} isNow={now.has(action.version)} />)}
              </ol>
            </section>
          ))}
          {actions.hasNextPage && (
            <div className="flex justify-center"><Press onPress={() => void actions.fetchNextPage()} isPending={actions.isFetchingNextPage}>{t('more')}</Press></div>
          )}
        </>
      )}
    </div>
  )
}

function Line({ action, what, isNow }: { action: Action; what: string; isNow: boolean }) {
  return (
    <li className="flex items-center justify-end gap-3 py-1.5 pr-2 pl-4 cramped:flex-wrap">
      <span className={action.undone ? 'text-soft' : 'text-accent'}><Icon name={iconOf(action.type)} size={18} /></span>
      <div className="min-w-0 grow cramped:min-w-[calc(100%-2rem)] cramped:basis-0">
        <p className={action.undone ? 'text-soft line-through' : undefined}>
          {action.thread_id === null ? what : <Link to="/threads/$id" params={{ id: action.thread_id }} className="hover:underline">{what}</Link>}
        </p>
        <p className="text-xs text-soft">{date(action.at, { timeStyle: 'short' })}{action.undone && ` · ${t('entry.undone')}`}</p>
      </div>
      {isNow ? <span className="chip">{t('undo.here')}</span> : (
        <Press small look="quiet" onPress={() => void act({ kind: 'go_back', version: action.version })} aria-label={t('undo.back.to', { what })}>{t('points.back')}</Press>
      )}
    </li>
  )
}

/** An undo, redo or restore says what it was about, as far as that is known here. */
function inWords(action: Action, known: Map<number, Action>): string {
  const about = known.get(action.values['version'] ?? 0)
  return about ? t(`did.${action.type}` as Key, { what: tell(about) }) : tell(action)
}

function byDay(actions: Action[]): [string, Action[]][] {
  const days = new Map<string, Action[]>()
  for (const action of actions) {
    const day = date(action.at, { dateStyle: 'full' })
    days.set(day, [...(days.get(day) ?? []), action])
  }
  return [...days]
}
