import { useState, type FormEvent } from 'react'
import { Form } from 'react-aria-components/Form'
import type { Thread } from '../api/client'
import { t } from '../texts'
import { Sheet } from '../ui/dialog'
import { Count, Press } from '../ui/forms'

type Props = { thread: Thread | null; last: number; onClose: () => void; onMove: (thread: Thread, to: number) => void }

export function PositionForm({ thread, last, onClose, onMove }: Props) {
  return (
    <Sheet title={t('position.title', { title: thread?.title ?? '' })} isOpen={thread !== null} onClose={onClose}>
      {thread && <Where thread={thread} last={last} onClose={onClose} onMove={onMove} />}
    </Sheet>
  )
}

function Where({ thread, last, onClose, onMove }: Props & { thread: Thread }) {
  const [to, setTo] = useState(thread.queue_position)
  const send = (event: FormEvent) => {
    event.preventDefault()
    onClose()
    onMove(thread, to)
  }
  return (
    <Form onSubmit={send} className="flex flex-wrap items-end justify-between gap-4">
      <Count label={t('position.label', { last })} value={to} onChange={(next) => setTo(Number.isNaN(next) ? thread.queue_position : next)} minValue={1} maxValue={last} autoFocus />
      <Press look="primary" type="submit">{t('position.submit')}</Press>
    </Form>
  )
}
