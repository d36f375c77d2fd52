import { useMemo, useState } from 'react'
import { act } from '../api/act'
import { isUnsent } from '../offline/foresee'
import { useQueue } from '../offline/pile'
import { t } from '../texts'
import { Sheet } from '../ui/dialog'
import { Field } from '../ui/forms'

const SHOWN = 40

/** Picks a thread of the whole queue without a roll. */
export function Override({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  return (
    <Sheet title={t('override.title')} isOpen={isOpen} onClose={onClose}>
      <Choice onClose={onClose} />
    </Sheet>
  )
}

function Choice({ onClose }: { onClose: () => void }) {
  const [wanted, setWanted] = useState('')
  const { data } = useQueue()
  const found = useMemo(() => {
    const words = wanted.toLocaleLowerCase()
    return (data?.threads ?? []).filter((thread) => !isUnsent(thread) && thread.title.toLocaleLowerCase().includes(words)).slice(0, SHOWN)
  }, [data, wanted])
  const choose = (thread_id: number, title: string) => {
    onClose()
    void act({ kind: 'override', thread_id, title })
  }
  return (
    <>
      <Field hideLabel label={t('override.search')} value={wanted} onChange={setWanted} autoFocus type="search" />
      <ul className="-mx-2 flex max-h-[45dvh] flex-col overflow-y-auto">
        {found.map((thread) => (
          <li key={thread.id}>
            <button type="button" onClick={() => choose(thread.id, thread.title)} className="flex w-full cursor-pointer items-center gap-3 rounded-lg px-2 py-2 text-left hover:bg-well">
              <span className="numeral w-9 shrink-0 text-center text-soft">{thread.queue_position}</span>
              <span dir="auto" className="min-w-0 grow truncate font-semibold">{thread.title}</span>
              {thread.snoozed && <span className="chip">{t('chip.snoozed')}</span>}
            </button>
          </li>
        ))}
        {data && found.length === 0 && <li className="p-2 text-soft">{t('queue.nothing')}</li>}
      </ul>
    </>
  )
}
