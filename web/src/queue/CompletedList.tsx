import { Link } from '@tanstack/react-router'
import { useState, type FormEvent } from 'react'
import { Form } from 'react-aria-components/Form'
import { act } from '../api/act'
import type { Thread } from '../api/client'
import { ago, t } from '../texts'
import { Sheet } from '../ui/dialog'
import { Count, Empty, Press } from '../ui/forms'
import { Stars } from '../ui/stars'

const SHOWN = 200

/** Threads that have been read to the end, each of which can be taken up again. */
export function CompletedList({ threads }: { threads: Thread[] }) {
  const [again, setAgain] = useState<Thread | null>(null)
  if (threads.length === 0) return <Empty title={t('completed.none')} icon="check"><p>{t('completed.none.text')}</p></Empty>
  return (
    <>
      <ul className="panel divide-y divide-line">
        {threads.slice(0, SHOWN).map((thread) => (
          <li key={thread.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 py-2 pr-2 pl-4">
            <div className="min-w-40 grow">
              <Link to="/threads/$id" params={{ id: thread.id }} dir="auto" className="font-semibold hover:underline">{thread.title}</Link>
              <p className="text-xs text-soft">{thread.format}{thread.last_activity_at && ` · ${ago(thread.last_activity_at)}`}</p>
            </div>
            {thread.last_rating !== null && <Stars value={thread.last_rating} size={16} />}
            <Press small onPress={() => setAgain(thread)} aria-label={t('reactivate.of', { title: thread.title })}>{t('reactivate')}</Press>
          </li>
        ))}
      </ul>
      <CompletedAgain thread={again} onClose={() => setAgain(null)} />
    </>
  )
}

/** Asks how many issues have come out since. */
export function CompletedAgain({ thread, onClose }: { thread: Thread | null; onClose: () => void }) {
  return (
    <Sheet title={t('reactivate.title', { title: thread?.title ?? '' })} isOpen={thread !== null} onClose={onClose}>
      {thread && <Again thread={thread} onClose={onClose} />}
    </Sheet>
  )
}

function Again({ thread, onClose }: { thread: Thread; onClose: () => void }) {
  const [issues, setIssues] = useState(1)
  const send = (event: FormEvent) => {
    event.preventDefault()
    onClose()
    void act({ kind: 'reactivate', thread_id: thread.id, title: thread.title, issues_to_add: issues })
  }
  return (
    <Form onSubmit={send} className="flex flex-wrap items-end justify-between gap-4">
      <Count label={t('reactivate.issues')} value={issues} onChange={(next) => setIssues(Number.isNaN(next) ? 1 : next)} minValue={1} autoFocus />
      <Press look="primary" type="submit">{t('reactivate')}</Press>
    </Form>
  )
}
