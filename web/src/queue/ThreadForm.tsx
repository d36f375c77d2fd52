import { useState, type FormEvent } from 'react'
import { Form } from 'react-aria-components/Form'
import { act } from '../api/act'
import type { Thread } from '../api/client'
import type { ApiError } from '../api/problem'
import type { Write } from '../api/writes'
import { t } from '../texts'
import { Sheet } from '../ui/dialog'
import { useFirstWrong } from '../ui/firstWrong'
import { Count, Field, Press } from '../ui/forms'

type Facts = { title: string; format: string; issues_remaining: number; notes: string; review_url: string }
const nothing: Facts = { title: '', format: 'Comic', issues_remaining: 1, notes: '', review_url: '' }

export function AddThread({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const write = ({ title, format, issues_remaining, notes }: Facts): Write => ({ kind: 'add', thread: { title, format, issues_remaining, ...(notes && { notes }) } })
  return (
    <Sheet title={t('add.title')} isOpen={isOpen} onClose={onClose}>
      <FactsForm facts={nothing} submit={t('add.submit')} write={write} onClose={onClose} />
    </Sheet>
  )
}

export function EditThread({ thread, onClose }: { thread: Thread | null; onClose: () => void }) {
  return (
    <Sheet title={t('edit.title')} isOpen={thread !== null} onClose={onClose}>
      {thread && (
        <FactsForm
          facts={{ title: thread.title, format: thread.format, issues_remaining: thread.issues_remaining, notes: thread.notes ?? '', review_url: thread.review_url ?? '' }}
          submit={t('edit.submit')}
          withReview
          write={({ review_url, ...rest }) => ({ kind: 'edit', thread_id: thread.id, title: rest.title, changes: { ...rest, ...(review_url && { review_url }) } })}
          onClose={onClose}
        />
      )}
    </Sheet>
  )
}

type Props = { facts: Facts; submit: string; withReview?: boolean; write: (facts: Facts) => Write; onClose: () => void }

function FactsForm({ facts, submit, withReview, write, onClose }: Props) {
  const [now, setNow] = useState(facts)
  const [tries, setTries] = useState(0)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<ApiError | null>(null)
  const form = useFirstWrong(problem ?? tries)
  const tried = tries > 0
  const set = (part: Partial<Facts>) => setNow({ ...now, ...part })
  const badAddress = now.review_url !== '' && !/^https?:\/\/\S+$/.test(now.review_url)
  const wrong = (field: keyof Facts, missing = false) => (tried && missing ? t('form.missing') : problem?.of(field))
  const send = async (event: FormEvent) => {
    event.preventDefault()
    setTries(tries + 1)
    setProblem(null)
    if (busy || !now.title.trim() || !now.format.trim() || badAddress) return
    setBusy(true)
    await act(write(now), { accepted: onClose, refused: setProblem })
    setBusy(false)
  }
  return (
    <Form ref={form} onSubmit={(event) => void send(event)} className="flex flex-col gap-4">
      {problem && <p role="alert" className="text-sm font-semibold text-accent">{problem.fields.length > 0 ? t('form.wrong') : problem.message}</p>}
      <Field label={t('thread.title')} value={now.title} onChange={(title) => set({ title })} error={wrong('title', !now.title.trim())} maxLength={200} autoFocus />
      <div className="grid grid-cols-[1fr_auto] gap-3">
        <Field label={t('thread.format')} value={now.format} onChange={(format) => set({ format })} error={wrong('format', !now.format.trim())} maxLength={50} input={{ list: 'formats' }} />
        <Count label={t('thread.issues')} value={now.issues_remaining} onChange={(count) => set({ issues_remaining: Number.isNaN(count) ? 0 : count })} error={wrong('issues_remaining')} minValue={0} maxValue={2147483647} />
      </div>
      <datalist id="formats">
        {['Comic', 'Trade', 'Omnibus', 'Manga', 'Graphic novel'].map((format) => <option key={format} value={format} />)}
      </datalist>
      <Field label={t('thread.notes')} value={now.notes} onChange={(notes) => set({ notes })} error={wrong('notes')} maxLength={10000} long />
      {withReview && <Field label={t('thread.review')} value={now.review_url} onChange={(review_url) => set({ review_url })} error={tried && badAddress ? t('form.address') : wrong('review_url')} type="url" placeholder="https://" />}
      <div className="flex justify-end gap-2">
        <Press onPress={onClose}>{t('cancel')}</Press>
        <Press look="primary" type="submit" isPending={busy}>{submit}</Press>
      </div>
    </Form>
  )
}
