import { useState, type FormEvent } from 'react'
import { Form } from 'react-aria-components/Form'
import { hasSignedOut, linkAccount, signInByCode, type SignInMethods } from '../api/auth'
import { base } from '../api/base'
import { ApiError, whyNot } from '../api/problem'
import { t } from '../texts'
import { Field, Press } from '../ui/forms'
import { said, type Outcome } from './arrival'

type Provider = SignInMethods['oidc'][number]

/** The provider's part of the page for signing in: the way there, and out of there. */
export function ProviderSignIn({ methods }: { methods: SignInMethods }) {
  const [coding, setCoding] = useState(false)
  const provider = methods.oidc[0]
  if (!provider) return null
  return (
    <>
      <a className="btn" href={`${base}/api/auth/oidc/${provider.id}`}>{t('signin.with', { name: provider.name })}</a>
      {hasSignedOut() && <a className="btn btn-quiet btn-small" href={`${base}/api/auth/oidc/${provider.id}/logout`}>{t('provider.out', { name: provider.name })}</a>}
      {!methods.password && !coding && <Press look="quiet" small onPress={() => setCoding(true)}>{t('provider.code')}</Press>}
      {coding && <CodeForm />}
    </>
  )
}

/** Whether who comes back so can still get in by the password of an account that they have. */
export const canLink = (outcome: Outcome): boolean => outcome === 'link_needed' || outcome === 'registration_closed'

/** For who has an account here already: its password links it. */
export function LinkForm({ provider, outcome, onBack }: { provider: Provider; outcome: Outcome; onBack: () => void }) {
  return (
    <>
      <h2 className="text-xl">{t('provider.link')}</h2>
      <p role="alert" className="text-sm">{said(outcome, provider.name)}</p>
      <TwoFields label={t('provider.link')} second={t('signin.password')} autoComplete="current-password" enter={linkAccount} wrong={t('signin.wrong')} />
      <Press look="quiet" small onPress={onBack}>{t('reset.back')}</Press>
    </>
  )
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
      <Field label={t('signin.username')} autoComplete="username" autoFocus isRequired value={text.username} onChange={(username) => setText({ ...text, username })} input={{ autoCapitalize: 'none', spellCheck: false }} />
      <Field label={second} type={autoComplete === 'current-password' ? 'password' : 'text'} autoComplete={autoComplete} isRequired help={help} value={text.other} onChange={(other) => setText({ ...text, other })} />
      {problem && <p role="alert" className="text-sm font-semibold text-accent">{wrong && problem instanceof ApiError && problem.status === 401 ? wrong : whyNot(problem)}</p>}
      <Press look="primary" type="submit" isPending={busy}>{label}</Press>
    </Form>
  )
}
