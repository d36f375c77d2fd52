import { useState } from 'react'
import { DropZone } from 'react-aria-components/DropZone'
import { FileTrigger } from 'react-aria-components/FileTrigger'
import { act } from '../api/act'
import type { Schemas } from '../api/client'
import { whyNot } from '../api/problem'
import { exportPile } from '../import/exportPile'
import { preview, type Preview } from '../import/preview'
import { refusedRows } from '../import/remarks'
import { number, t } from '../texts'
import { PageTitle, Press } from '../ui/forms'
import { sayWrong } from '../ui/toasts'

const SHOWN = 100

export function ImportPage() {
  const [file, setFile] = useState<File | null>(null)
  const [seen, setSeen] = useState<Preview | null>(null)
  const [result, setResult] = useState<Schemas['ImportResult'] | null>(null)
  const [busy, setBusy] = useState(false)

  const choose = async (chosen: File | undefined) => {
    if (!chosen) return
    setFile(chosen)
    setResult(null)
    setSeen(preview(new Uint8Array(await chosen.arrayBuffer())))
  }
  const bring = async () => {
    if (!file) return
    setBusy(true)
    // Whatever the file is called: the server takes names that end in .csv.
    const done = await act({ kind: 'import', file: file.name.toLowerCase().endsWith('.csv') ? file : new File([file], `${file.name}.csv`, { type: 'text/csv' }) })
    setBusy(false)
    if (done) {
      setResult(done.body as Schemas['ImportResult'])
      setSeen(null)
      setFile(null)
    }
  }
  return (
    <div className="flex flex-col gap-6">
      <PageTitle title={t('nav.import')} />
      <section aria-labelledby="in" className="flex flex-col gap-3">
        <h2 id="in">{t('import.title')}</h2>
        <p className="max-w-prose text-soft">{t('import.text')}</p>
        <DropZone
          getDropOperation={() => 'copy'}
          onDrop={(event) => {
            const dropped = event.items.find((item) => item.kind === 'file')
            if (dropped?.kind === 'file') void dropped.getFile().then(choose)
          }}
          aria-label={t('import.drop')}
          className="panel dots flex flex-col items-center gap-3 border-dashed! p-8 text-center data-[drop-target]:border-accent data-[drop-target]:bg-tint"
        >
          <p className="text-sm text-soft">{file?.name ?? t('import.drop')}</p>
          <FileTrigger acceptedFileTypes={['.csv', '.tsv', '.txt', 'text/csv']} onSelect={(files) => void choose(files?.[0])}>
            <Press icon="file">{t('import.choose')}</Press>
          </FileTrigger>
          <code className="rounded-md bg-well px-2 py-1 text-xs">title,<wbr />format,<wbr />issues_remaining</code>
        </DropZone>
        {seen && <Seen seen={seen} busy={busy} onBring={() => void bring()} />}
        {result && <Brought result={result} />}
      </section>
      <section aria-labelledby="out" className="flex flex-col items-start gap-3">
        <h2 id="out">{t('export.title')}</h2>
        <p className="max-w-prose text-soft">{t('export.text')}</p>
        <Press icon="file" onPress={() => void exportPile().catch((problem) => sayWrong(whyNot(problem)))}>{t('export.csv')}</Press>
      </section>
    </div>
  )
}

function Seen({ seen, busy, onBring }: { seen: Preview; busy: boolean; onBring: () => void }) {
  if (seen.problem) return <p role="alert" className="panel border-accent p-4 font-semibold">{seen.problem}</p>
  return (
    <div className="rise flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-3" role="status">
        <p className="font-semibold">{t('import.good', { count: seen.good.length })}</p>
        {seen.refused.length > 0 && <span className="chip chip-accent">{t('import.refused', { count: seen.refused.length })}</span>}
        {seen.unknown.length > 0 && <span className="chip">{t('import.unknown', { columns: seen.unknown.join(', ') })}</span>}
        <Press look="primary" className="ml-auto" isDisabled={seen.good.length === 0} isPending={busy} onPress={onBring}>{t('import.bring', { count: seen.good.length })}</Press>
      </div>
      {seen.refused.length > 0 && <Refused rows={seen.refused.map(({ row, why }) => t('import.row', { row, why }))} />}
      <div className="panel max-h-96 overflow-auto" tabIndex={0} role="region" aria-label={t('import.preview')}>
        <table className="table">
          <thead><tr><th scope="col">{t('thread.title')}</th><th scope="col">{t('thread.format')}</th><th scope="col" className="number">{t('thread.issues')}</th></tr></thead>
          <tbody>
            {seen.good.slice(0, SHOWN).map(({ row, title, format, issues }) => <tr key={row}><td dir="auto">{title}</td><td>{format}</td><td className="number">{number(issues)}</td></tr>)}
          </tbody>
        </table>
        {seen.good.length > SHOWN && <p className="p-3 text-sm text-soft">{t('import.andmore', { count: seen.good.length - SHOWN })}</p>}
      </div>
    </div>
  )
}

const Refused = ({ rows }: { rows: string[] }) => (
  <ul className="panel flex max-h-56 list-disc flex-col gap-1 overflow-auto p-4 pl-8 text-sm" tabIndex={0} aria-label={t('import.refused.rows')}>
    {rows.slice(0, SHOWN).map((row) => <li key={row}>{row}</li>)}
    {rows.length > SHOWN && <li className="list-none text-soft">{t('import.andmore', { count: rows.length - SHOWN })}</li>}
  </ul>
)

function Brought({ result }: { result: Schemas['ImportResult'] }) {
  return (
    <div className="rise flex flex-col gap-3" role="status">
      <p className="panel p-4 font-semibold">{t('act.import.full', { count: result.imported })}. {t('import.undo')}</p>
      {result.errors.length > 0 && <Refused rows={refusedRows(result)} />}
      {result.unknown_columns.length > 0 && <p className="text-sm text-soft">{t('import.unknown', { columns: result.unknown_columns.join(', ') })}</p>}
    </div>
  )
}
