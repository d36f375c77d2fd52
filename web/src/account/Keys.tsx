import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Form } from 'react-aria-components/Form'
import { useAccount } from '../api/auth'
import { api, body, type Schemas } from '../api/client'
import { queryClient } from '../api/pile'
import { ago, date, t } from '../texts'
import { Checkbox } from '../ui/checkbox'
import { Ask, Sheet } from '../ui/dialog'
import { Failed, Field, Press, Waiting, Wrong } from '../ui/forms'
import { useSending } from '../ui/sending'
import { ShownOnce } from '../ui/ShownOnce'
import { accountQueries, doing, endOf } from './own'

type ApiKey = Schemas['ApiKey']
type Scope = Schemas['NewApiKey']['scopes'][number]

export function Keys() {
  const { data, isError, error, refetch } = useQuery(accountQueries.keys)
  const [making, setMaking] = useState(false)
  const [made, setMade] = useState<string | null>(null)
  const [removing, setRemoving] = useState<ApiKey | null>(null)
  return (
    <section aria-labelledby="keys" className="panel flex flex-col gap-3 p-4">
      <h2 id="keys">{t('apikeys.title')}</h2>
      <p className="text-sm text-soft">{t('apikeys.text')}</p>
      {isError && !data && <Failed problem={error} retry={() => void refetch()} />}
      {!data && !isError && <Waiting rows={1} />}
      {data?.length === 0 && <p className="text-sm">{t('apikeys.none')}</p>}
      <ul className="divide-y divide-line">{data?.map((key) => <One key={key.id} apiKey={key} onRemove={() => setRemoving(key)} />)}</ul>
      <Press small icon="plus" className="self-start" onPress={() => setMaking(true)}>{t('apikeys.make')}</Press>
      <Sheet title={t('apikeys.make')} isOpen={making} onClose={() => setMaking(false)}>
        <New onMade={(key) => (setMaking(false), setMade(key))} />
      </Sheet>
      <ShownOnce title={t('apikeys.made')} text={t('apikeys.once')} secret={made} onClose={() => setMade(null)} />
      <Ask title={t('apikeys.remove.of', { name: removing?.name ?? '' })} text={t('apikeys.remove.text')} confirm={t('apikeys.remove')} isOpen={removing !== null} onClose={() => setRemoving(null)}
        onConfirm={() => removing && void doing(body(api.DELETE('/api/account/keys/{key_id}', { params: { path: { key_id: removing.id } } })), () => t('apikeys.removed', { name: removing.name }))} />
    </section>
  )
}

const scopeNames = { read: 'apikeys.read', play: 'apikeys.play', admin: 'apikeys.admin' } as const

function One({ apiKey, onRemove }: { apiKey: ApiKey; onRemove: () => void }) {
  const expired = apiKey.expires_at !== null && new Date(apiKey.expires_at) < new Date()
  return (
    <li className="flex items-center gap-3 py-2">
      <div className="min-w-0 grow">
        <p className="flex flex-wrap items-center gap-2 font-semibold">{apiKey.name}{expired && <span className="chip chip-accent">{t('apikeys.expired')}</span>}</p>
        <p className="text-xs text-soft">
          {apiKey.scopes.map((scope) => t(scopeNames[scope])).join(', ')} · {apiKey.expires_at ? t('apikeys.ends', { when: date(apiKey.expires_at) }) : t('apikeys.forever')} ·{' '}
          {apiKey.last_used_at ? t('apikeys.used', { when: ago(apiKey.last_used_at) }) : t('apikeys.never')}
        </p>
      </div>
      <Press small aria-label={t('apikeys.remove.of', { name: apiKey.name })} onPress={onRemove}>{t('apikeys.remove')}</Press>
    </li>
  )
}

function New({ onMade }: { onMade: (key: string) => void }) {
  const { is_admin: isAdmin } = useAccount()
  const [name, setName] = useState('')
  const [until, setUntil] = useState('')
  const [scopes, setScopes] = useState<Scope[]>(['read'])
  const { form, busy, problem, send, wrong } = useSending()
  const make = async () => {
    const { key } = await body(api.POST('/api/account/keys', { body: { name, scopes, expires_at: endOf(until) } }))
    await queryClient.invalidateQueries({ queryKey: ['account'] })
    onMade(key)
  }
  return (
    <Form ref={form} onSubmit={send(make)} className="flex flex-col gap-4">
      <Field label={t('apikeys.name')} value={name} onChange={setName} error={wrong('name')} maxLength={100} isRequired autoFocus />
      <div className="flex flex-col">
        {(['read', 'play', ...(isAdmin ? ['admin' as const] : [])] as const).map((scope) => (
          <Checkbox key={scope} isSelected={scopes.includes(scope)} onChange={(on) => setScopes(on ? [...scopes, scope] : scopes.filter((one) => one !== scope))}>{t(scopeNames[scope])}</Checkbox>
        ))}
      </div>
      <Field label={t('apikeys.until')} type="date" value={until} onChange={setUntil} help={t('apikeys.forever')} error={wrong('expires_at') && t('apikeys.past')} />
      <Wrong problem={problem} />
      <Press look="primary" type="submit" isPending={busy} isDisabled={scopes.length === 0} className="self-end">{t('apikeys.make')}</Press>
    </Form>
  )
}
