import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import { act } from '../api/act'
import type { Thread } from '../api/client'
import { queries } from '../api/queries'
import { useThread } from '../offline/pile'
import { CompletedAgain } from '../queue/CompletedList'
import { EditThread } from '../queue/ThreadForm'
import { ago, date, number, t } from '../texts'
import { Entries } from '../ui/Entries'
import { Empty, NotYet, PageTitle, Press, Waiting } from '../ui/forms'
import { Home } from '../ui/Home'
import { Stars } from '../ui/stars'

/** A thread's facts and everything that ever happened to it, also after its deletion. */
export function ThreadPage() {
  const { id } = useParams({ from: '/threads/$id' })
  const thread = useThread(id)
  const history = useQuery(queries.threadHistory(id))
  if (thread.data === undefined) return <NotYet query={thread} />
  if (!history.data && !history.isError) return <Waiting />
  const entries = history.data ?? []
  if (thread.data === null && entries.length === 0) return <Empty page title={t('thread.none')} icon="search"><p>{t('notfound.text')}</p><Home /></Empty>
  const title = thread.data?.title ?? entries.findLast((entry) => entry.thread_title)?.thread_title ?? t('thread.deleted')
  return (
    <div className="flex flex-col gap-6">
      <div className="flex flex-col gap-5">
        <PageTitle title={title}>{thread.data ? <Actions thread={thread.data} /> : <span className="chip">{t('thread.deleted')}</span>}</PageTitle>
        {thread.data && <Facts thread={thread.data} />}
      </div>
      <section aria-labelledby="happened" className="flex flex-col gap-3">
        <h2 id="happened">{t('thread.history')}</h2>
        <Entries entries={entries.toReversed()} days ofThread />
      </section>
    </div>
  )
}

function Actions({ thread }: { thread: Thread }) {
  const [editing, setEditing] = useState<Thread | null>(null)
  const [again, setAgain] = useState<Thread | null>(null)
  const navigate = useNavigate()
  const { id: thread_id, title } = thread
  return (
    <>
      {thread.status === 'active' ? (
        <Press look="primary" icon="die" onPress={() => void act({ kind: 'set_pending', thread_id, title }).then((done) => done && navigate({ to: '/' }))}>{t('menu.pick')}</Press>
      ) : (
        <Press look="primary" onPress={() => setAgain(thread)}>{t('reactivate')}</Press>
      )}
      <Press icon="edit" aria-label={t('edit.title')} onPress={() => setEditing(thread)} />
      <Press icon="bin" aria-label={t('menu.delete')} onPress={() => void act({ kind: 'delete', thread_id, title }).then((done) => done && navigate({ to: '/queue' }))} />
      {thread.status === 'active' && (
        <>
          <Press icon="front" onPress={() => void act({ kind: 'move', thread_id, title, to: 'front' })}>{t('selection.front')}</Press>
          <Press icon="back" onPress={() => void act({ kind: 'move', thread_id, title, to: 'back' })}>{t('selection.back')}</Press>
        </>
      )}
      <EditThread thread={editing} onClose={() => setEditing(null)} />
      <CompletedAgain thread={again} onClose={() => setAgain(null)} />
    </>
  )
}

function Facts({ thread }: { thread: Thread }) {
  const facts: [string, ReactNode][] = [
    [t('thread.format'), thread.format],
    [t('thread.issues'), <span className="numeral">{number(thread.issues_remaining)}</span>],
    [t('thread.place'), thread.status === 'active' ? <span className="numeral">{number(thread.queue_position)}</span> : t('thread.read')],
    [t('thread.rating'), thread.last_rating === null ? t('thread.unrated') : <Stars value={thread.last_rating} />],
    [t('thread.activity'), thread.last_activity_at ? ago(thread.last_activity_at) : t('thread.never')],
    [t('thread.created'), date(thread.created_at)],
  ]
  return (
    <>
      <dl className="panel grid grid-cols-2 gap-px overflow-hidden bg-line! sm:grid-cols-3 lg:grid-cols-6">
        {facts.map(([name, value]) => (
          <div key={name} className="bg-card px-4 py-3">
            <dt className="text-xs text-soft">{name}</dt>
            <dd className="mt-0.5 font-semibold">{value}</dd>
          </div>
        ))}
      </dl>
      {thread.notes && <p className="panel px-4 py-3 whitespace-pre-wrap">{thread.notes}</p>}
      {thread.review_url && (
        <p><a href={thread.review_url} className="link" rel="noreferrer noopener" target="_blank">{t('thread.review.read')}</a></p>
      )}
    </>
  )
}
