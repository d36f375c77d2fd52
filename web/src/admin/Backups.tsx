import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { logOut } from '../api/auth'
import { api, body, type Schemas } from '../api/client'
import { dateTime, inOwnWords, size, t } from '../texts'
import { Ask } from '../ui/dialog'
import { NotYet, Press } from '../ui/forms'
import { administer } from './administer'
import { adminQueries } from './queries'

type Backup = Schemas['Backup']
const path = ({ name }: Backup) => ({ params: { path: { backup_name: name } } })
const when = (backup: Backup | null) => (backup ? dateTime(backup.created_at) : '')

/** Why none can be made here. The server says it in English; each of its two reasons names what no other does. */
function inWords(english: string): string {
  const reason = english.includes('Axon Server') ? 'elsewhere' : english.includes('PILE_BACKUP_FOLDER') ? 'nofolder' : 'other'
  return inOwnWords(`backups.${reason}`) ?? english
}

/** The backups of the whole system; going back to one is asked for twice. */
export function Backups() {
  const [asking, setAsking] = useState<Backup | null>(null)
  const [sure, setSure] = useState<Backup | null>(null)
  const [busy, setBusy] = useState(false)
  const backups = useQuery(adminQueries.backups)
  const { data } = backups
  if (!data) return <NotYet query={backups} rows={2} />
  const working = async <T,>(what: Promise<T>, said: (done: T) => string) => {
    setBusy(true)
    const done = await administer(what, said)
    setBusy(false)
    return done
  }
  const make = () => void working(body(api.POST('/api/admin/backups')), ({ name }) => t('backups.made', { name }))
  const check = (backup: Backup) => void working(body(api.POST('/api/admin/backups/{backup_name}/check', path(backup))), (checked) => checked.problem ?? t('backups.checked', { when: when(checked) }))
  // The server may be gone before it is told, and knows nobody when it is back.
  const restore = async (backup: Backup) => {
    const begun = await working(body(api.POST('/api/admin/backups/{backup_name}/restore', path(backup))), () => t('backups.begun'))
    if (begun) await logOut().catch(() => {})
  }
  return (
    <section aria-labelledby="backups" className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 id="backups">{t('backups.title')}</h2>
        {!data.unavailable && <Press small isDisabled={busy} onPress={make}>{t('backups.make')}</Press>}
      </div>
      <p className="text-sm text-soft">
        {data.unavailable ? inWords(data.unavailable) : `${t('backups.folder', { count: data.keep, folder: data.folder ?? '' })} ${data.next_at ? t('backups.next', { when: dateTime(data.next_at) }) : t('backups.manual')}`}
        {!data.unavailable && !data.restorable && ` ${t('backups.command')}`}
      </p>
      {data.last_failure && (
        <p role="alert" className="rounded-lg bg-tint px-3 py-2 text-sm">{t('backups.failed', { when: dateTime(data.last_failure.at) })}<span className="block text-xs">{data.last_failure.message}</span></p>
      )}
      {data.backups.length === 0 && !data.unavailable && <p className="panel p-4 text-sm">{t('backups.none')}</p>}
      {data.backups.length > 0 && (
        <ul className="panel divide-y divide-line">
          {data.backups.map((backup) => (
            <One key={backup.name} backup={backup} busy={busy} onCheck={() => check(backup)} onRestore={data.restorable ? () => setAsking(backup) : null} />
          ))}
        </ul>
      )}
      <Ask title={t('backups.restore.title', { when: when(asking) })} text={t('backups.restore.text')} confirm={t('backups.restore')} isOpen={asking !== null} onClose={() => setAsking(null)} onConfirm={() => setSure(asking)} />
      <Ask title={t('backups.sure')} text={t('backups.sure.text')} confirm={t('backups.yes')} isOpen={sure !== null} onClose={() => setSure(null)} onConfirm={() => sure && void restore(sure)} />
    </section>
  )
}

function One({ backup, busy, onCheck, onRestore }: { backup: Backup; busy: boolean; onCheck: () => void; onRestore: (() => void) | null }) {
  const good = backup.state === 'good'
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <div className="min-w-48 grow">
        <p className="flex flex-wrap items-center gap-2 font-semibold">{when(backup)}{!good && <span className="chip chip-accent">{t('backups.damaged')}</span>}</p>
        <p className="text-xs text-soft">
          {good
            ? t('backups.holds', { events: backup.events, accounts: backup.accounts, size: size(backup.bytes) })
            : backup.problem}
          {backup.checked_at && ` · ${t('backups.good', { when: dateTime(backup.checked_at) })}`}
        </p>
      </div>
      <div className="flex gap-2">
        <Press small isDisabled={busy} aria-label={t('backups.check.of', { when: when(backup) })} onPress={onCheck}>{t('backups.check')}</Press>
        {good && onRestore && <Press small isDisabled={busy} aria-label={t('backups.restore.of', { when: when(backup) })} onPress={onRestore}>{t('backups.restore')}</Press>}
      </div>
    </li>
  )
}
