import { useState, type FormEvent } from 'react'
import { Form } from 'react-aria-components/Form'
import { logIn, resetPassword } from '../api/auth'
import { ApiError, isOffline } from '../api/problem'
import { t } from '../texts'
import { Field, Press } from '../ui/forms'

/** For who has forgotten the password: a new one by a code, which signs in at once. */
export function NewPassword({ onBack }: { onBack: () => void }) {
  const [text, setText] = useState({ username: '', code: '', new_password: '' })
  const [problem, setProblem] = useState<Error | null>(null)
  const [busy, setBusy] = useState(false)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    setProblem(null)
    try {
      await resetPassword(text)
      await logIn(text.username, text.new_password)
    } catch (wrong) {
      setProblem(wrong as Error)
      setBusy(false)
    }
  }
  const field = (name: keyof typeof text) => ({
    value: text[name],
    onChange: (value: string) => setText({ ...text, [name]: value }),
    error: problem instanceof ApiError ? problem.of(name) : undefined,
    isRequired: true,
  })
  return (
    <>
      <h2 className="text-xl">{t('reset.title')}</h2>
      <p className="text-sm text-soft">{t('reset.help')}</p>
      <Form onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
        <Field label={t('signin.username')} autoComplete="username" autoFocus {...field('username')} input={{ autoCapitalize: 'none', spellCheck: false }} />
        <Field label={t('reset.code')} autoComplete="one-time-code" {...field('code')} input={{ autoCapitalize: 'none', spellCheck: false }} />
        <Field label={t('password.new')} type="password" autoComplete="new-password" help={t('signin.password.help')} {...field('new_password')} />
        {problem && <p role="alert" className="text-sm font-semibold text-accent">{isOffline(problem) ? t('offline.nothing') : problem.message}</p>}
        <Press look="primary" type="submit" isPending={busy}>{t('reset.set')}</Press>
      </Form>
      <Press look="quiet" small onPress={onBack}>{t('reset.back')}</Press>
    </>
  )
}
