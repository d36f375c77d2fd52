import { useNavigate } from '@tanstack/react-router'
import { createContext, use, useMemo, useRef, useState, useSyncExternalStore, type Ref } from 'react'
import { Button } from 'react-aria-components/Button'
import { Checkbox } from '../ui/checkbox'
import { GridList, GridListItem, type Key, type Selection } from 'react-aria-components/GridList'
import { useDragAndDrop } from 'react-aria-components/useDragAndDrop'
import { ListLayout, Virtualizer } from 'react-aria-components/Virtualizer'
import { act, actAll } from '../api/act'
import type { QueuedThread, Thread } from '../api/client'
import { t } from '../texts'
import { Icon, type IconName } from '../ui/icons'
import { Stars } from '../ui/stars'
import { isUnsent } from '../offline/foresee'
import { moves } from './moves'
import { isStale } from './stale'
import { PositionForm } from './PositionForm'
import { EditThread } from './ThreadForm'
import { ThreadMenu } from './ThreadMenu'

const cramped = matchMedia('(width < 16rem)')

function onCramped(changed: () => void): () => void {
  cramped.addEventListener('change', changed)
  return () => cramped.removeEventListener('change', changed)
}

/** The height of a row in pixels: a line of buttons and words, or where that is too narrow, buttons above and words below. */
function useRowSize(): number {
  const isCramped = useSyncExternalStore(onCramped, () => cramped.matches)
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize)
  return isCramped ? 54 + 2.625 * rem : 4 * rem
}

/** Rows take what they show from here, so that a thread that moves does not make the list build all its rows anew. */
const Rows = createContext<{ byId: Map<number, QueuedThread>; onEdit: (thread: Thread) => void; onPlace: (thread: Thread) => void } | null>(null)

type Props = {
  threads: QueuedThread[]
  all: QueuedThread[]
  selected: Selection
  onSelect: (selected: Selection) => void
  ref?: Ref<HTMLDivElement>
}

export function QueueList({ threads, all, selected, onSelect, ref }: Props) {
  const navigate = useNavigate()
  const [editing, setEditing] = useState<Thread | null>(null)
  const [placing, setPlacing] = useState<Thread | null>(null)
  const byId = useMemo(() => new Map(threads.map((thread) => [thread.id, thread])), [threads])
  const rows = useMemo(() => ({ byId, onEdit: setEditing, onPlace: setPlacing }), [byId])
  const items = useItems(threads)
  const rowSize = useRowSize()
  const layout = useMemo(() => ({ rowSize }), [rowSize])
  const unsent = useMemo(() => threads.filter(isUnsent).map(({ id }) => id), [threads])

  const { dragAndDropHooks } = useDragAndDrop({
    getItems: (keys) => [...keys].map((key) => ({ 'text/plain': byId.get(Number(key))?.title ?? '' })),
    onReorder: ({ keys, target }) => {
      const goal = byId.get(Number(target.key))
      const moved = [...keys].flatMap((key) => byId.get(Number(key)) ?? []).sort((one, other) => one.queue_position - other.queue_position)
      if (goal) void actAll(moves(moved, goal, target.dropPosition === 'before'))
    },
  })

  return (
    <Rows value={rows}>
      <Virtualizer layout={ListLayout} layoutOptions={layout}>
        <GridList
          ref={ref}
          aria-label={t('nav.queue')}
          items={items}
          selectionMode="multiple"
          selectedKeys={selected}
          onSelectionChange={onSelect}
          disabledKeys={unsent}
          dragAndDropHooks={dragAndDropHooks}
          onAction={(key: Key) => void navigate({ to: '/threads/$id', params: { id: Number(key) } })}
          renderEmptyState={() => <p className="p-6 text-center text-soft">{t('queue.nothing')}</p>}
          className="panel h-[calc(100dvh-22rem)] min-h-80 md:h-[calc(100dvh-16rem)] overflow-y-auto overscroll-contain"
        >
          {row}
        </GridList>
      </Virtualizer>
      <EditThread thread={editing} onClose={() => setEditing(null)} />
      <PositionForm thread={placing} last={all.length} onClose={() => setPlacing(null)} onMove={(thread, to) => void act({ kind: 'move', thread_id: thread.id, title: thread.title, to })} />
    </Rows>
  )
}

const row = ({ id, title }: { id: number; title: string }) => (
  <GridListItem id={id} textValue={title} className="group h-full cursor-pointer border-b border-line bg-card outline-none data-[dragging]:opacity-50 data-[focus-visible]:bg-well data-[hovered]:bg-well/60 data-[selected]:bg-tint">
    <Row id={id} />
  </GridListItem>
)

function Row({ id }: { id: number }) {
  const { byId, onEdit, onPlace } = use(Rows)!
  const thread = byId.get(id)
  if (!thread) return null
  const unsent = isUnsent(thread)
  return (
    <div className="flex h-full items-center gap-1.5 pr-1 pl-1 sm:gap-3 sm:pr-2 cramped:flex-wrap cramped:content-center cramped:gap-y-0">
      <Button slot="drag" aria-label={t('queue.drag', { title: thread.title })} className="grid h-11 w-8 shrink-0 cursor-grab cramped:h-[44px] cramped:w-[24px] place-items-center rounded-md text-soft data-[focus-visible]:text-ink">
        <Icon name="grip" size={18} />
      </Button>
      <Checkbox slot="selection" />
      <span className={`numeral w-9 shrink-0 text-right cramped:mr-auto cramped:w-auto ${thread.in_pool ? 'text-accent' : 'text-soft'}`}>{thread.queue_position}</span>
      <span className="flex min-w-0 grow flex-col cramped:order-last cramped:w-full cramped:px-2">
        <span dir="auto" className="truncate font-semibold">{thread.title}</span>
        <span className="truncate text-xs text-soft">
          {thread.format} · {t('thread.left', { count: thread.issues_remaining })}
          {thread.notes && ` · ${thread.notes}`}
        </span>
      </span>
      {unsent && <Mark icon="wait" name={t('chip.unsent')} />}
      {thread.in_pool && !unsent && <span className="chip chip-accent hidden shrink-0 sm:inline-flex">{t('chip.pool')}</span>}
      {isStale(thread) && <Mark icon="wait" name={t('chip.stale')} />}
      {thread.snoozed && <Mark icon="snooze" name={t('chip.snoozed')} />}
      {thread.last_rating !== null && <span className="hidden shrink-0 md:block"><Stars value={thread.last_rating} size={14} /></span>}
      {unsent ? <span className="size-11 shrink-0" /> : <ThreadMenu thread={thread} onEdit={onEdit} onPlace={onPlace} />}
    </div>
  )
}

/** A word on a wide screen, a sign on a phone. */
const Mark = ({ icon, name }: { icon: IconName; name: string }) => (
  <span className="chip shrink-0 max-sm:bg-transparent max-sm:px-0.5 max-sm:text-soft">
    <span className="sm:hidden"><Icon name={icon} size={16} /></span>
    <span className="max-sm:sr-only">{name}</span>
  </span>
)

/** The same object for a thread as long as its title is the same: the list builds a row anew only for a new object. */
function useItems(threads: QueuedThread[]): { id: number; title: string }[] {
  const known = useRef(new Map<number, { id: number; title: string }>())
  return useMemo(
    () =>
      threads.map(({ id, title }) => {
        const before = known.current.get(id)
        if (before?.title === title) return before
        const item = { id, title }
        known.current.set(id, item)
        return item
      }),
    [threads],
  )
}
