import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Form } from 'react-aria-components/Form'
import { endOf } from '../account/own'
import { api, body, type Schemas } from '../api/client'
import { queryClient } from '../api/pile'
import { date, t } from '../texts'
import { Ask, Sheet } from '../ui/dialog'
import { Field, NotYet, Press, Wrong } from '../ui/forms'
import { useSending } from '../ui/sending'
import { ShownOnce } from '../ui/ShownOnce'
import { administer } from './administer'
import { adminQueries } from './queries'

type Invitation = Schemas['Invitation']

/** Who may register here, and the invitations to. */
export function Invitations() {
  const invitations = useQuery(adminQueries.invitations)
  const { data: methods } = useQuery(adminQueries.methods)
  const [making, setMaking] = useState(false)
  const [code, setCode] = useState<string | null>(null)
  const [removing, setRemoving] = useState<Invitation | null>(null)
  const { data } = invitations
  if (!data) return <NotYet query={invitations} rows={1} />
  const remove = ({ id }: Invitation) => void administer(body(api.DELETE('/api/admin/invitations/{invitation_id}', { params: { path: { invitation_id: id } } })), () => t('invite.removed'))
  return (
    <section aria-labelledby="invitations" className="flex flex-col gap-3">
      <h2 id="invitations">{t('invite.title')}</h2>
      {methods && <p className="text-sm text-soft">{t(`invite.mode.${methods.registration}`)}</p>}
      {data.length > 0 && (
        <ul className="panel divide-y divide-line">
          {data.map((invitation) => <One key={invitation.id} invitation={invitation} onRemove={() => setRemoving(invitation)} />)}
        </ul>
      )}
      <Press small icon="plus" className="self-start" onPress={() => setMaking(true)}>{t('invite.make')}</Press>
      <Sheet title={t('invite.make')} isOpen={making} onClose={() => setMaking(false)}>
        <New onMade={(made) => (setMaking(false), setCode(made))} />
      </Sheet>
      <ShownOnce title={t('invite.made')} text={t('invite.once')} secret={code} onClose={() => setCode(null)} />
      <Ask title={t('invite.remove.of', { name: removing ? nameOf(removing) : '' })} text={t('invite.remove.text')} confirm={t('invite.remove')} isOpen={removing !== null} onClose={() => setRemoving(null)} onConfirm={() => removing && remove(removing)} />
    </section>
  )
}

const nameOf = ({ name, id }: Invitation): string => name ?? t('invite.nobody', { id })

function One({ invitation, onRemove }: { invitation: Invitation; onRemove: () => void }) {
  const { created_at, expires_at, used_at } = invitation
  const expired = used_at === null && expires_at !== null && new Date(expires_at) < new Date()
  const name = nameOf(invitation)
  return (
    <li className="flex items-center gap-3 px-4 py-2">
      <div className="min-w-0 grow">
        <p className="flex flex-wrap items-center gap-2 font-semibold">
          {name}
          {used_at && <span className="chip">{t('invite.used')}</span>}
          {expired && <span className="chip chip-accent">{t('apikeys.expired')}</span>}
        </p>
        <p className="text-xs text-soft">
          {t('invite.since', { when: date(created_at) })} · {used_at ? t('invite.used.when', { when: date(used_at) }) : expires_at ? t('apikeys.ends', { when: date(expires_at) }) : t('apikeys.forever')}
        </p>
      </div>
      <Press small onPress={onRemove} aria-label={t('invite.remove.of', { name })}>{t('invite.remove')}</Press>
    </li>
  )
}

function New({ onMade }: { onMade: (code: string) => void }) {
  const [name, setName] = useState('')
  const [until, setUntil] = useState('')
  const { form, busy, problem, send, wrong } = useSending()
  const make = async () => {
    const made = await body(api.POST('/api/admin/invitations', { body: { name: name.trim() || null, expires_at: endOf(until) } }))
    await queryClient.invalidateQueries({ queryKey: ['admin'] })
    onMade(made.code)
  }
  return (
    <Form ref={form} onSubmit={send(make)} className="flex flex-col gap-4">
      <Field label={t('invite.name')} value={name} onChange={setName} error={wrong('name')} maxLength={100} autoFocus />
      <Field label={t('apikeys.until')} type="date" value={until} onChange={setUntil} help={t('apikeys.forever')} error={wrong('expires_at') && t('apikeys.past')} />
      <Wrong problem={problem} />
      <Press look="primary" type="submit" isPending={busy} className="self-end">{t('invite.make')}</Press>
    </Form>
  )
}
