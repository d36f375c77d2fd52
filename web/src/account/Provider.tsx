import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { signInMethods } from '../api/auth'
import { api, body, type Schemas } from '../api/client'
import { whyNot } from '../api/problem'
import { date, t } from '../texts'
import { Ask } from '../ui/dialog'
import { Failed, Press, Waiting } from '../ui/forms'
import { sayWrong } from '../ui/toasts'
import { said, useOutcome } from './arrival'
import { doing } from './own'

type Linked = Schemas['LinkedIdentity']

/** The accounts of the provider that open the reader's; nothing where there is no provider. */
export function Identities() {
  const { data: methods } = useQuery({ queryKey: ['sign-in-methods'], queryFn: signInMethods })
  const provider = methods?.oidc[0]
  return provider ? <Of name={provider.name} /> : null
}

function Of({ name }: { name: string }) {
  const { data, isError, error, refetch } = useQuery({ queryKey: ['account', 'identities'], queryFn: () => body(api.GET('/api/account/identities')) })
  const [busy, setBusy] = useState(false)
  const [unlinking, setUnlinking] = useState<Linked | null>(null)
  const [outcome, forget] = useOutcome()
  const link = async () => {
    setBusy(true)
    try {
      location.assign((await body(api.POST('/api/account/identities'))).location)
    } catch (problem) {
      sayWrong(whyNot(problem))
      setBusy(false)
    }
  }
  const unlink = (linked: Linked) => {
    forget()
    void doing(body(api.DELETE('/api/account/identities/{identity_id}', { params: { path: { identity_id: linked.id } } })), () => t('provider.unlinked', { name }))
  }
  return (
    <section aria-labelledby="provider" className="panel flex flex-col gap-3 p-4">
      <h2 id="provider">{name}</h2>
      <p className="text-sm text-soft">{t('provider.text', { name })}</p>
      {outcome && outcome !== 'signed_in' && <p role="status" className={`text-sm font-semibold ${outcome === 'linked' ? '' : 'text-accent'}`}>{said(outcome, name)}</p>}
      {isError && !data && <Failed problem={error} retry={() => void refetch()} />}
      {!data && !isError && <Waiting rows={1} />}
      <ul className="divide-y divide-line">
        {data?.map((linked) => (
          <li key={linked.id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-2">
            <span>{linked.email ?? t('provider.nameless')} <span className="text-xs text-soft">{t('devices.since', { when: date(linked.linked_at) })}</span></span>
            <Press small onPress={() => setUnlinking(linked)}>{t('provider.unlink')}</Press>
          </li>
        ))}
      </ul>
      {data?.length === 0 && <Press small icon="plus" className="self-start py-2 whitespace-normal" isPending={busy} onPress={() => void link()}>{t('provider.begin', { name })}</Press>}
      <Ask title={t('provider.unlink')} text={t('provider.unlink.text', { name })} confirm={t('provider.unlink')} isOpen={unlinking !== null} onClose={() => setUnlinking(null)}
        onConfirm={() => unlinking && unlink(unlinking)} />
    </section>
  )
}
