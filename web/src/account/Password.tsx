import { useState } from 'react'
import { Form } from 'react-aria-components/Form'
import { anew, useAccount } from '../api/auth'
import { api, body } from '../api/client'
import { queryClient } from '../api/pile'
import { t } from '../texts'
import { Field, Press, Wrong } from '../ui/forms'
import { useSending } from '../ui/sending'
import { OwnName } from './OwnName'
import { say } from '../ui/toasts'

export function Password() {
  const account = useAccount()
  const [text, setText] = useState({ old_password: '', new_password: '' })
  const { form, busy, problem, send, wrong } = useSending()
  const change = async () => {
    await body(api.POST('/api/account/password', { body: text }))
    setText({ old_password: '', new_password: '' })
    if (account.has_password === false) await anew()
    say(t('password.changed'))
    await queryClient.invalidateQueries({ queryKey: ['account'] })
  }
  const field = (name: keyof typeof text) => ({
    value: text[name],
    onChange: (value: string) => setText({ ...text, [name]: value }),
    error: wrong(name),
    isRequired: true,
    type: 'password' as const,
  })
  return (
    <section aria-labelledby="password" className="panel flex flex-col gap-4 p-4">
      <h2 id="password">{t('password.title')}</h2>
      <Form ref={form} onSubmit={send(change)} className="flex flex-col gap-4">
        <OwnName />
        {account.has_password !== false && <Field label={t('password.old')} autoComplete="current-password" {...field('old_password')} />}
        <Field label={t('password.new')} autoComplete="new-password" help={t('signin.password.help')} {...field('new_password')} />
        <Wrong problem={problem} />
        <Press type="submit" isPending={busy} className="self-start">{t('password.change')}</Press>
      </Form>
    </section>
  )
}
