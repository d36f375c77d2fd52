import { useQuery } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { Form } from 'react-aria-components/Form'
import { signInMethods } from '../api/auth'
import { api, body, type Schemas } from '../api/client'
import { ago, date, t } from '../texts'
import { Ask, Sheet } from '../ui/dialog'
import { Failed, Field, Press, Waiting } from '../ui/forms'
import { doing } from './own'
import { hasPasskeys, isCancelled, makePasskey } from './passkey'

type Passkey = Schemas['Passkey']

/** The reader's passkeys, where this browser and this server have them. */
export function Passkeys() {
  const { data: methods } = useQuery({ queryKey: ['sign-in-methods'], queryFn: signInMethods })
  return methods?.passkeys && hasPasskeys() ? <List /> : null
}

function List() {
  const { data, isError, error, refetch } = useQuery({ queryKey: ['account', 'passkeys'], queryFn: () => body(api.GET('/api/account/passkeys')) })
  const [making, setMaking] = useState(false)
  const [naming, setNaming] = useState<Passkey | null>(null)
  const [removing, setRemoving] = useState<Passkey | null>(null)
  const make = async (name: string) => {
    setMaking(false)
    await doing(makePasskey(name).catch((problem: unknown) => Promise.reject(isCancelled(problem) ? new Error(t('passkeys.cancelled')) : problem)), () => t('passkeys.made', { name }))
  }
  const rename = async (passkey: Passkey, name: string) => {
    setNaming(null)
    await doing(body(api.PUT('/api/account/passkeys/{passkey_id}', { params: { path: { passkey_id: passkey.id } }, body: { name } })), () => t('passkeys.renamed', { name }))
  }
  return (
    <section aria-labelledby="passkeys" className="panel flex flex-col gap-3 p-4">
      <h2 id="passkeys">{t('passkeys.title')}</h2>
      <p className="text-sm text-soft">{t('passkeys.text')}</p>
      {isError && !data && <Failed problem={error} retry={() => void refetch()} />}
      {!data && !isError && <Waiting rows={1} />}
      <ul className="divide-y divide-line">
        {data?.map((passkey) => (
          <li key={passkey.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 py-2">
            <div className="min-w-48 grow">
              <p className="font-semibold">{passkey.name}</p>
              <p className="text-xs text-soft">{t('devices.since', { when: date(passkey.created_at) })} · {passkey.last_used_at ? t('apikeys.used', { when: ago(passkey.last_used_at) }) : t('apikeys.never')}</p>
            </div>
            <Press small aria-label={t('passkeys.rename.of', { name: passkey.name })} onPress={() => setNaming(passkey)}>{t('passkeys.rename')}</Press>
            <Press small aria-label={t('passkeys.remove.of', { name: passkey.name })} onPress={() => setRemoving(passkey)}>{t('apikeys.remove')}</Press>
          </li>
        ))}
      </ul>
      <Press small icon="plus" className="self-start" onPress={() => setMaking(true)}>{t('passkeys.make')}</Press>
      <Sheet title={t('passkeys.make')} isOpen={making} onClose={() => setMaking(false)}><Name label={t('passkeys.make')} onName={(name) => void make(name)} /></Sheet>
      <Sheet title={t('passkeys.rename')} isOpen={naming !== null} onClose={() => setNaming(null)}>{naming && <Name first={naming.name} label={t('passkeys.rename')} onName={(name) => void rename(naming, name)} />}</Sheet>
      <Ask title={t('passkeys.remove.of', { name: removing?.name ?? '' })} text={t('passkeys.remove.text')} confirm={t('apikeys.remove')} isOpen={removing !== null} onClose={() => setRemoving(null)}
        onConfirm={() => removing && void doing(body(api.DELETE('/api/account/passkeys/{passkey_id}', { params: { path: { passkey_id: removing.id } } })), () => t('passkeys.removed', { name: removing.name }))} />
    </section>
  )
}

function Name({ first = '', label, onName }: { first?: string; label: string; onName: (name: string) => void }) {
  const [name, setName] = useState(first)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onName(name)
  }
  return (
    <Form onSubmit={submit} className="flex flex-col gap-4">
      <Field label={t('passkeys.name')} value={name} onChange={setName} isRequired autoFocus />
      <Press look="primary" type="submit" isDisabled={!name.trim()} className="self-end">{label}</Press>
    </Form>
  )
}
