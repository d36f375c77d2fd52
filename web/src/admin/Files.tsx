import { useState, type ReactNode } from 'react'
import { FileTrigger } from 'react-aria-components/FileTrigger'
import { api, body, type Schemas } from '../api/client'
import { whyNot, type ApiError } from '../api/problem'
import { save } from '../import/exportPile'
import { notCarriedOver, refusedRows } from '../import/remarks'
import { t, type Key } from '../texts'
import { Ask } from '../ui/dialog'
import { Press } from '../ui/forms'
import { sayWrong } from '../ui/toasts'
import { administer } from './administer'

const exports = [
  ['admin.export.csv', () => body(api.GET('/api/admin/export/csv', { parseAs: 'blob' })), 'comic-pile.csv'],
  ['admin.export.json', () => body(api.GET('/api/admin/export/json', { parseAs: 'blob' })), 'comic-pile.json'],
  ['admin.export.summary', () => body(api.GET('/api/admin/export/summary', { parseAs: 'blob' })), 'comic-pile.md'],
] as const

/** What goes in and out of the whole system, and what is cleared in it. */
export function Files() {
  const [asking, setAsking] = useState<'demo' | 'test' | null>(null)
  const [report, setReport] = useState<Schemas['ImportReport'] | null>(null)
  const [lines, setLines] = useState<string[]>([])
  const [matching, setMatching] = useState<File | null>(null)
  const multipart = (file: File) => {
    const form = new FormData()
    form.append('file', file)
    return { body: form as never, bodySerializer: (it: unknown) => it as never }
  }
  const imported = async (what: Promise<Schemas['ImportResult']>) => {
    const done = await administer(what, ({ imported: count }) => t('act.import.full', { count }))
    setLines(done ? refusedRows(done) : [])
  }
  /** @param match whether a pile may go to an account that has the name of its reader */
  const importSystem = async (file: File, match: boolean) => {
    const sent = body(api.POST('/api/admin/import/json', { ...multipart(file), params: { query: { match_accounts: match } } }))
    const refused = match ? null : await sent.then(() => null, (problem: ApiError) => problem)
    if (refused?.code === 'accounts_already') setMatching(file)
    else setReport(await administer(sent, (done) => t('admin.imported', { readers: done.readers, events: done.events })))
  }
  const importers: [Key, string, (file: File) => void][] = [
    ['admin.import.csv', '.csv', (file) => void imported(body(api.POST('/api/admin/import/csv', multipart(file))))],
    ['admin.import.reviews', '.csv', (file) => void imported(body(api.POST('/api/admin/import/reviews', multipart(file))))],
    ['admin.import.json', '.json', (file) => void importSystem(file, false)],
  ]
  return (
    <section aria-labelledby="files" className="flex flex-col gap-3">
      <h2 id="files">{t('admin.files')}</h2>
      <Group name="admin.out">
        {exports.map(([name, get, file]) => (
          <Press key={name} small icon="file" onPress={() => void get().then((blob) => save(blob as unknown as Blob, file), (problem) => sayWrong(whyNot(problem)))}>{t(name)}</Press>
        ))}
      </Group>
      <Group name="admin.in">
        {importers.map(([name, type, take]) => (
          <FileTrigger key={name} acceptedFileTypes={[type]} onSelect={(files) => files?.[0] && take(files[0])}><Press small icon="plus">{t(name)}</Press></FileTrigger>
        ))}
      </Group>
      <Group name="admin.clear">
        <Press small icon="undo" onPress={() => setAsking('demo')}>{t('admin.demo')}</Press>
        <Press small icon="bin" onPress={() => setAsking('test')}>{t('admin.test')}</Press>
      </Group>
      {report && <Report report={report} />}
      {lines.length > 0 && <ul className="panel list-inside list-disc p-4 text-sm">{lines.map((line, i) => <li key={i}>{line}</li>)}</ul>}
      <Ask title={t('admin.match')} text={t('admin.match.text')} confirm={t('admin.import.json')} isOpen={matching !== null} onClose={() => setMatching(null)} onConfirm={() => matching && void importSystem(matching, true)} />
      <Ask title={t('admin.demo')} text={t('admin.demo.text')} confirm={t('admin.demo')} isOpen={asking === 'demo'} onClose={() => setAsking(null)}
        onConfirm={() => void administer(body(api.POST('/api/admin/reset-demo')), ({ threads }) => t('admin.demo.done', { count: threads }))} />
      <Ask title={t('admin.test')} text={t('admin.test.text')} confirm={t('admin.test')} isOpen={asking === 'test'} onClose={() => setAsking(null)}
        onConfirm={() => void administer(body(api.POST('/api/admin/delete-test-data')), ({ deleted_threads: count }) => t('admin.test.done', { count })).then((done) => setLines(done?.errors ?? []))} />
    </section>
  )
}

const Group = ({ name, children }: { name: Key; children: ReactNode }) => (
  <div role="group" aria-label={t(name)} className="panel flex flex-col gap-2 p-4">
    <h3 className="text-sm text-soft">{t(name)}</h3>
    <div className="flex flex-wrap gap-2">{children}</div>
  </div>
)

function Report({ report }: { report: Schemas['ImportReport'] }) {
  return (
    <div className="panel flex flex-col gap-2 p-4 text-sm" role="status">
      <p className="font-semibold">{t('admin.imported', { readers: report.readers, events: report.events })}</p>
      {report.passwords.length > 0 && <p>{t('admin.passwords')}</p>}
      <ul>{report.passwords.map(({ username, password }) => <li key={username}>{username}: <code className="rounded bg-well px-1">{password}</code></li>)}</ul>
      <ul className="list-inside list-disc text-soft">{notCarriedOver(report).map((line, i) => <li key={i}>{line}</li>)}</ul>
    </div>
  )
}
