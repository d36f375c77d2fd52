import { useState, type FormEvent } from 'react'
import { Form } from 'react-aria-components/Form'
import { anew, useAccount } from '../api/auth'
import { api, body } from '../api/client'
import { ApiError } from '../api/problem'
import { t } from '../texts'
import { Field, Press } from '../ui/forms'
import { say } from '../ui/toasts'
import { queryClient } from '../api/pile'

export function Password() {
  const account = useAccount()
  const [text, setText] = useState({ old_password: '', new_password: '' })
  const [problem, setProblem] = useState<Error | null>(null)
  const [busy, setBusy] = useState(false)
  const change = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    setProblem(null)
    try {
      await body(api.POST('/api/account/password', { body: text }))
      setText({ old_password: '', new_password: '' })
      if (account.has_password === false) await anew()
      say(t('password.changed'))
      await queryClient.invalidateQueries({ queryKey: ['account'] })
    } catch (wrong) {
      setProblem(wrong as Error)
    } finally {
      setBusy(false)
    }
  }
  const field = (name: keyof typeof text) => ({
    value: text[name],
    onChange: (value: string) => setText({ ...text, [name]: value }),
    error: problem instanceof ApiError ? problem.of(name) : undefined,
    isRequired: true,
    type: 'password' as const,
  })
  return (
    <section aria-labelledby="password" className="panel flex flex-col gap-4 p-4">
      <h2 id="password">{t('password.title')}</h2>
      <Form onSubmit={(event) => void change(event)} className="flex flex-col gap-4">
        {account.has_password !== false && <Field label={t('password.old')} autoComplete="current-password" {...field('old_password')} />}
        <Field label={t('password.new')} autoComplete="new-password" help={t('signin.password.help')} {...field('new_password')} />
        {problem && <p role="alert" className="text-sm font-semibold text-accent">{problem.message}</p>}
        <Press type="submit" isPending={busy} className="self-start">{t('password.change')}</Press>
      </Form>
    </section>
  )
}
