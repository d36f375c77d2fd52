import { useState, type FormEvent } from 'react'
import { FileTrigger } from 'react-aria-components/FileTrigger'
import { Form } from 'react-aria-components/Form'
import { leaveForGood, useAccount } from '../api/auth'
import { api, body } from '../api/client'
import { refreshPile } from '../api/pile'
import { whyNot } from '../api/problem'
import { save } from '../import/exportPile'
import { notCarriedOver } from '../import/remarks'
import { t } from '../texts'
import { Ask, Sheet } from '../ui/dialog'
import { Field, Press } from '../ui/forms'
import { sayWrong } from '../ui/toasts'
import { doing } from './own'
import { OwnName } from './OwnName'

/** Taking everything out, bringing it in, and deleting the account, which is asked for twice. */
export function Leaving() {
  const account = useAccount()
  const [asking, setAsking] = useState(false)
  const [sure, setSure] = useState(false)
  const [password, setPassword] = useState('')
  const [remarks, setRemarks] = useState<string[]>([])
  const take = (format: 'json' | 'csv' | 'ndjson') =>
    void body(api.GET('/api/account/export', { params: { query: { format } }, parseAs: 'blob' })).then(
      (blob) => save(blob as unknown as Blob, `my-comic-pile.${format}`),
      (problem) => sayWrong(whyNot(problem)),
    )
  const bring = async (file: File) => {
    const form = new FormData()
    form.append('file', file)
    const taken = await doing(body(api.POST('/api/account/import', { body: form as never, bodySerializer: (it: unknown) => it as never })), () => t('leave.imported'))
    setRemarks(taken ? notCarriedOver(taken) : [])
    await refreshPile()
  }
  const close = () => {
    setAsking(false)
    setPassword('')
  }
  const askAgain = (event: FormEvent) => {
    event.preventDefault()
    setAsking(false)
    setSure(true)
  }
  const leave = async () => {
    try {
      await leaveForGood(() => body(api.DELETE('/api/account', { body: { password } })))
    } catch (problem) {
      sayWrong(whyNot(problem))
    } finally {
      setPassword('')
    }
  }
  return (
    <section aria-labelledby="leaving" className="panel flex flex-col gap-3 p-4">
      <h2 id="leaving">{t('leave.title')}</h2>
      <p className="text-sm text-soft">{t('leave.text')}</p>
      <div className="flex flex-wrap gap-2">
        <Press small icon="file" onPress={() => take('json')}>{t('leave.json')}</Press>
        <Press small icon="file" onPress={() => take('csv')}>{t('leave.csv')}</Press>
        <Press small icon="file" onPress={() => take('ndjson')}>{t('leave.ndjson')}</Press>
        {!account.is_demo && <FileTrigger acceptedFileTypes={['.json']} onSelect={(files) => files?.[0] && void bring(files[0])}><Press small icon="plus">{t('leave.import')}</Press></FileTrigger>}
      </div>
      {remarks.length > 0 && <ul role="status" className="list-inside list-disc text-sm text-soft">{remarks.map((remark, i) => <li key={i}>{remark}</li>)}</ul>}
      {!account.is_demo && <Press small icon="bin" className="self-start" onPress={() => setAsking(true)}>{t('leave.delete')}</Press>}
      <Sheet title={t('leave.delete')} isOpen={asking} onClose={close}>
        <p>{t('leave.delete.text')}</p>
        <Form onSubmit={askAgain} className="flex flex-col gap-4">
          <OwnName />
          {account.has_password !== false && <Field label={t('signin.password')} type="password" autoComplete="current-password" isRequired autoFocus value={password} onChange={setPassword} />}
          <Press look="primary" type="submit" isDisabled={account.has_password !== false && !password} className="self-end">{t('leave.delete')}</Press>
        </Form>
      </Sheet>
      <Ask title={t('leave.sure')} text={t('leave.sure.text')} confirm={t('leave.yes')} isOpen={sure} onClose={() => setSure(false)} onConfirm={() => void leave()} />
    </section>
  )
}
