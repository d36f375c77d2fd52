import { useState } from 'react'
import { Form } from 'react-aria-components/Form'
import { logIn, resetPassword } from '../api/auth'
import { t } from '../texts'
import { Field, Press, Wrong } from '../ui/forms'
import { useSending } from '../ui/sending'

/** For who has forgotten the password: a new one by a code, which signs in at once. */
export function NewPassword({ onBack }: { onBack: () => void }) {
  const [text, setText] = useState({ username: '', code: '', new_password: '' })
  const { form, busy, problem, send, wrong } = useSending()
  const reset = async () => {
    await resetPassword(text)
    await logIn(text.username, text.new_password)
  }
  const field = (name: keyof typeof text) => ({
    value: text[name],
    onChange: (value: string) => setText({ ...text, [name]: value }),
    error: wrong(name),
    isRequired: true,
  })
  return (
    <>
      <h2 className="text-xl">{t('reset.title')}</h2>
      <p className="text-sm text-soft">{t('reset.help')}</p>
      <Form ref={form} onSubmit={send(reset)} className="flex flex-col gap-4">
        <Field label={t('signin.username')} autoComplete="username" autoFocus {...field('username')} input={{ autoCapitalize: 'none', spellCheck: false }} />
        <Field label={t('reset.code')} autoComplete="one-time-code" {...field('code')} input={{ autoCapitalize: 'none', spellCheck: false }} />
        <Field label={t('password.new')} type="password" autoComplete="new-password" help={t('signin.password.help')} {...field('new_password')} />
        <Wrong problem={problem} />
        <Press look="primary" type="submit" isPending={busy}>{t('reset.set')}</Press>
      </Form>
      <Press look="quiet" small onPress={onBack}>{t('reset.back')}</Press>
    </>
  )
}
