import { useDeferredValue, useMemo, useRef, useState } from 'react'
import type { Selection } from 'react-aria-components/GridList'
import { act } from '../api/act'
import { isUnsent } from '../offline/foresee'
import { useCompleted, useQueue } from '../offline/pile'
import { CompletedList } from '../queue/CompletedList'
import { QueueList } from '../queue/QueueList'
import { SelectionBar } from '../queue/SelectionBar'
import { isStale } from '../queue/stale'
import { AddThread } from '../queue/ThreadForm'
import { FirstSteps } from '../roll/FirstSteps'
import { t, type Key } from '../texts'
import { Ask } from '../ui/dialog'
import { Empty, Field, NotYet, PageTitle, Press } from '../ui/forms'
import { useDocumentTitle } from '../ui/pageTitle'

const views = ['all', 'pool', 'stale', 'snoozed', 'completed'] as const
type View = (typeof views)[number]

export function QueuePage() {
  const queue = useQueue()
  const completed = useCompleted()
  const [view, setView] = useState<View>('all')
  const [wanted, setWanted] = useState('')
  const [adding, setAdding] = useState(false)
  const [clearing, setClearing] = useState(false)
  const [selected, setSelected] = useState<Selection>(new Set())
  const list = useRef<HTMLDivElement>(null)
  useDocumentTitle(t('nav.queue'))
  const words = useDeferredValue(wanted).trim().toLocaleLowerCase()

  const shown = useMemo(() => {
    const fits = (thread: { title: string; format: string; notes: string | null }) =>
      !words || `${thread.title}\n${thread.format}\n${thread.notes ?? ''}`.toLocaleLowerCase().includes(words)
    return (queue.data?.threads ?? []).filter((thread) =>
      fits(thread) && (view === 'pool' ? thread.in_pool : view === 'snoozed' ? thread.snoozed : view === 'stale' ? isStale(thread) : true))
  }, [queue.data, words, view])
  const done = useMemo(
    () => (completed.data ?? []).filter((thread) => !words || thread.title.toLocaleLowerCase().includes(words)),
    [completed.data, words],
  )

  if (!queue.data) return <NotYet query={queue} title={t('nav.queue')} rows={8} />
  if (queue.data.total === 0 && (completed.data?.length ?? 0) === 0) return <FirstSteps page={t('nav.queue')} />
  const clearSelection = () => {
    setSelected(new Set())
    // The bar goes, and takes the focus with it.
    list.current?.focus({ preventScroll: true })
  }
  const chosen = shown.filter((thread) => !isUnsent(thread) && (selected === 'all' || selected.has(thread.id)))

  return (
    <div className="flex flex-col gap-3">
      <PageTitle title={t('nav.queue')}>
        <Press look="primary" icon="plus" onPress={() => setAdding(true)}>{t('queue.add')}</Press>
      </PageTitle>
      <div className="mt-1 flex flex-wrap items-end gap-3">
        <div className="min-w-[min(13rem,100%)] grow sm:max-w-xs">
          <Field hideLabel label={t('queue.search')} type="search" value={wanted} onChange={setWanted} />
        </div>
        <div role="group" aria-label={t('queue.views')} className="flex max-w-full gap-1 overflow-x-auto p-0.5">
          {views.map((one) => (
            <button key={one} type="button" aria-pressed={view === one} onClick={() => setView(one)} className={`min-h-11 cursor-pointer rounded-lg px-3 text-sm font-semibold whitespace-nowrap ${view === one ? 'bg-ink text-paper' : 'text-soft hover:bg-well hover:text-ink'}`}>
              {t(`queue.view.${one}` as Key)}
            </button>
          ))}
        </div>
      </div>
      <div className="flex min-h-9 flex-wrap items-center justify-between gap-x-3">
        <p aria-live="polite" className="text-sm whitespace-nowrap text-soft">
          {view === 'completed' ? t('queue.completed', { count: done.length }) : shown.length === queue.data.total ? t('queue.total', { count: shown.length }) : t('queue.shown', { count: shown.length, total: queue.data.total })}
        </p>
        {view === 'all' && !words && queue.data.total > 0 && <Press small look="quiet" icon="bin" className="text-soft" onPress={() => setClearing(true)}>{t('queue.clear')}</Press>}
      </div>
      {view === 'completed' ? (
        <CompletedList threads={done} />
      ) : queue.data.total === 0 ? (
        <Empty title={t('allread.title')}>
          <p>{t('allread.text', { count: completed.data?.length ?? 0 })}</p>
          <Press onPress={() => setView('completed')}>{t('allread.again')}</Press>
        </Empty>
      ) : (
        <QueueList ref={list} threads={shown} all={queue.data.threads} selected={selected} onSelect={setSelected} />
      )}
      {chosen.length > 0 && view !== 'completed' && <SelectionBar threads={chosen} onClear={clearSelection} />}
      <Ask title={t('queue.clear')} text={t('queue.clear.text', { count: queue.data.total })} confirm={t('queue.clear')} isOpen={clearing} onClose={() => setClearing(false)} onConfirm={() => void act({ kind: 'clear_queue' })} />
      <AddThread isOpen={adding} onClose={() => setAdding(false)} />
    </div>
  )
}
