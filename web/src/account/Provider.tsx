import { useQuery } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { Form } from 'react-aria-components/Form'
import { hasSignedOut, linkAccount, signInByCode, signInMethods, type SignInMethods } from '../api/auth'
import { base } from '../api/base'
import { api, body, type Schemas } from '../api/client'
import { ApiError } from '../api/problem'
import { date, t, type Key } from '../texts'
import { Ask } from '../ui/dialog'
import { Failed, Field, Press, Waiting } from '../ui/forms'
import { sayWrong } from '../ui/toasts'
import { outcome } from './arrival'
import { doing } from './own'

type Linked = Schemas['LinkedIdentity']

const said = (name: string) => (outcome ? t(`provider.${outcome}` as Key, { name }) : '')

/** The provider's part of the page for signing in: the way there, and what came of the way back. */
export function ProviderSignIn({ methods }: { methods: SignInMethods }) {
  const [coding, setCoding] = useState(false)
  const provider = methods.oidc[0]
  if (!provider) return null
  const linking = outcome === 'link_needed' || outcome === 'registration_closed'
  return (
    <>
      {outcome && outcome !== 'signed_in' && <p role="alert" className="text-sm font-semibold text-accent">{said(provider.name)}</p>}
      {linking && <LinkForm />}
      <a className="btn" href={`${base}/api/auth/oidc/${provider.id}`}>{t('signin.with', { name: provider.name })}</a>
      {hasSignedOut() && <a className="btn btn-quiet btn-small" href={`${base}/api/auth/oidc/${provider.id}/logout`}>{t('provider.out', { name: provider.name })}</a>}
      {!methods.password && !coding && <Press look="quiet" small onPress={() => setCoding(true)}>{t('provider.code')}</Press>}
      {coding && <CodeForm />}
    </>
  )
}

/** For who has an account here already: its password links it. */
function LinkForm() {
  return <TwoFields label={t('provider.link')} second={t('signin.password')} autoComplete="current-password" enter={linkAccount} wrong={t('signin.wrong')} />
}

/** For an admin, where nobody signs in by a password: a code that is made on the machine itself. */
function CodeForm() {
  return <TwoFields label={t('signin.signin')} second={t('reset.code')} autoComplete="one-time-code" enter={signInByCode} help={t('provider.code.help')} />
}

function TwoFields({ label, second, autoComplete, enter, help, wrong }: { label: string; second: string; autoComplete: string; enter: (username: string, other: string) => Promise<void>; help?: string; wrong?: string }) {
  const [text, setText] = useState({ username: '', other: '' })
  const [problem, setProblem] = useState<Error | null>(null)
  const [busy, setBusy] = useState(false)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    setProblem(null)
    try {
      await enter(text.username, text.other)
    } catch (refused) {
      setProblem(refused as Error)
      setBusy(false)
    }
  }
  return (
    <Form onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
      <Field label={t('signin.username')} autoComplete="username" isRequired value={text.username} onChange={(username) => setText({ ...text, username })} input={{ autoCapitalize: 'none', spellCheck: false }} />
      <Field label={second} type={autoComplete === 'current-password' ? 'password' : 'text'} autoComplete={autoComplete} isRequired help={help} value={text.other} onChange={(other) => setText({ ...text, other })} />
      {problem && <p role="alert" className="text-sm font-semibold text-accent">{wrong && problem instanceof ApiError && problem.status === 401 ? wrong : problem.message}</p>}
      <Press look="primary" type="submit" isPending={busy}>{label}</Press>
    </Form>
  )
}

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
  const link = async () => {
    setBusy(true)
    try {
      location.assign((await body(api.POST('/api/account/identities'))).location)
    } catch (problem) {
      sayWrong((problem as Error).message)
      setBusy(false)
    }
  }
  return (
    <section aria-labelledby="provider" className="panel flex flex-col gap-3 p-4">
      <h2 id="provider">{name}</h2>
      <p className="text-sm text-soft">{t('provider.text', { name })}</p>
      {outcome && outcome !== 'signed_in' && <p role="status" className={`text-sm font-semibold ${outcome === 'linked' ? '' : 'text-accent'}`}>{said(name)}</p>}
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
      {data?.length === 0 && <Press small icon="plus" className="self-start" isPending={busy} onPress={() => void link()}>{t('provider.begin', { name })}</Press>}
      <Ask title={t('provider.unlink')} text={t('provider.unlink.text', { name })} confirm={t('provider.unlink')} isOpen={unlinking !== null} onClose={() => setUnlinking(null)}
        onConfirm={() => unlinking && void doing(body(api.DELETE('/api/account/identities/{identity_id}', { params: { path: { identity_id: unlinking.id } } })), () => t('provider.unlinked', { name }))} />
    </section>
  )
}
