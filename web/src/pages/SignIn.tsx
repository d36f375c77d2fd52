import { useEffect, useState, type FormEvent } from 'react'
import { Form } from 'react-aria-components/Form'
import { logIn, register, signInMethods, useSignIn, type SignInMethods } from '../api/auth'
import { NewPassword } from '../account/NewPassword'
import { PasskeySignIn } from '../account/PasskeySignIn'
import { hasPasskeys } from '../account/passkey'
import { said, useOutcome } from '../account/arrival'
import { canLink, LinkForm, ProviderSignIn } from '../account/ProviderSignIn'
import { ApiError, isOffline } from '../api/problem'
import { t, type Key } from '../texts'
import { useFirstWrong } from '../ui/firstWrong'
import { Field, Press } from '../ui/forms'
import { Mark } from '../ui/Mark'
import { useDocumentTitle } from '../ui/pageTitle'

const DEMO = { username: 'demo', password: 'demo-pile' }

/** What stands before the pile: signing in, or registering. */
export function SignIn() {
  const state = useSignIn()
  const [methods, setMethods] = useState<SignInMethods | null>(null)
  const [registering, setRegistering] = useState(false)
  const [forgotten, setForgotten] = useState(false)
  const [outcome, forgetOutcome] = useOutcome()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const [text, setText] = useState({ username: '', email: '', password: '', invitation_code: '' })

  const form = useFirstWrong(problem)
  useDocumentTitle(t(registering ? 'signin.register' : 'signin.signin'))
  useEffect(() => {
    signInMethods().then(setMethods, setProblem)
  }, [])

  const enter = async (how: () => Promise<void>) => {
    setBusy(true)
    setProblem(null)
    try {
      await how()
    } catch (wrong) {
      setProblem(wrong)
      setBusy(false)
    }
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const { invitation_code, ...rest } = text
    void enter(() => (registering ? register(invitation_code ? text : rest) : logIn(text.username, text.password)))
  }
  const field = (name: keyof typeof text) => ({
    value: text[name],
    onChange: (value: string) => setText({ ...text, [name]: value }),
    error: problem instanceof ApiError ? (problem.of(name) ?? (name === takenBy(problem) ? t(`signin.taken.${name}` as Key) : undefined)) : undefined,
    isRequired: true,
  })
  const switchTo = (other: boolean) => {
    setRegistering(other)
    setProblem(null)
  }

  const provider = methods?.oidc[0]
  const instead =
    outcome && canLink(outcome) && provider ? <LinkForm provider={provider} outcome={outcome} onBack={forgetOutcome} />
    : forgotten ? <NewPassword onBack={() => setForgotten(false)} />
    : null
  return (
    <main className="dots grid min-h-dvh grid-cols-1 content-start justify-items-center px-4 pt-[max(2rem,9dvh)] pb-10">
      <div className="flex w-full max-w-sm flex-col gap-6">
        <div className="flex flex-col items-center gap-3 text-center">
          <Mark size={64} />
          <h1 className="text-2xl">Comic Pile</h1>
          <p className="text-soft">{t('signin.claim')}</p>
        </div>
        {instead && <div className="panel-lead flex flex-col gap-4 p-5 sm:p-6">{instead}</div>}
        <div className={`panel-lead flex flex-col gap-4 p-5 sm:p-6 ${instead ? 'hidden' : ''}`}>
          <h2 className="text-xl">{t(registering ? 'signin.register' : 'signin.signin')}</h2>
          {state.kind === 'out' && state.ended && <p role="status" className="text-sm text-soft">{t('signin.ended')}</p>}
          {provider && outcome && outcome !== 'signed_in' && !canLink(outcome) && <p role="alert" className="text-sm font-semibold text-accent">{said(outcome, provider.name)}</p>}
          {methods?.password !== false && <Form key={`${registering} ${forgotten}`} ref={form} onSubmit={submit} className="flex flex-col gap-4">
            <Field label={t('signin.username')} autoComplete="username" autoFocus {...field('username')} input={{ autoCapitalize: 'none', spellCheck: false }} />
            {registering && <Field label={t('signin.email')} type="email" autoComplete="email" {...field('email')} />}
            <Field label={t('signin.password')} type="password" autoComplete={registering ? 'new-password' : 'current-password'} help={registering ? t('signin.password.help') : undefined} {...field('password')} />
            {registering && methods?.registration === 'invitation' && <Field label={t('signin.invitation')} {...field('invitation_code')} />}
            {problem !== null && <p role="alert" className="text-sm font-semibold text-accent">{whatIsWrong(problem)}</p>}
            <Press look="primary" type="submit" isPending={busy}>{t(registering ? 'signin.register' : 'signin.signin')}</Press>
          </Form>}
          {methods?.passkeys && hasPasskeys() && !registering && <PasskeySignIn />}
          {methods && <ProviderSignIn methods={methods} />}
          {!registering && methods?.password && <Press look="quiet" small className="whitespace-normal" onPress={() => setForgotten(true)}>{t('reset.link')}</Press>}
          {methods && methods.registration !== 'closed' && (
            <Press look="quiet" small onPress={() => switchTo(!registering)}>{t(registering ? 'signin.have' : 'signin.new')}</Press>
          )}
        </div>
        {methods?.demo && (
          <div className="flex flex-col items-center gap-1 text-center text-sm">
            <Press icon="die" onPress={() => void enter(() => logIn(DEMO.username, DEMO.password))}>{t('signin.demo')}</Press>
            <span className="text-xs text-soft">{t('signin.demo.help')}</span>
          </div>
        )}
      </div>
    </main>
  )
}

/** Which field holds what somebody else has registered already. */
function takenBy({ code }: ApiError): 'username' | 'email' | null {
  return code === 'username_taken' ? 'username' : code === 'email_taken' ? 'email' : null
}

function whatIsWrong(problem: unknown): string {
  if (isOffline(problem)) return t('offline.nothing')
  if (!(problem instanceof ApiError)) return String(problem)
  if (problem.status === 401) return t('signin.wrong')
  return problem.fields.length > 0 || takenBy(problem) ? t('form.wrong') : problem.message
}
