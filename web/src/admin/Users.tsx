import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useAccount } from '../api/auth'
import { api, body, type Schemas } from '../api/client'
import { pointName } from '../pages/SessionPage'
import { ago, date, dateTime, number, t } from '../texts'
import { Ask, Sheet } from '../ui/dialog'
import { NotYet, Press } from '../ui/forms'
import { LineMenu, type Choice } from '../ui/menu'
import { ShownOnce } from '../ui/ShownOnce'
import { administer } from './administer'
import { adminQueries } from './queries'

type User = Schemas['User']
const PAGE = 50
const path = (user: User) => ({ params: { path: { user_id: user.id } } })

export function Users() {
  const [offset, setOffset] = useState(0)
  const [restoring, setRestoring] = useState<User | null>(null)
  const [locking, setLocking] = useState<User | null>(null)
  const [demoting, setDemoting] = useState<User | null>(null)
  const [code, setCode] = useState<{ of: string; code: string } | null>(null)
  const users = useQuery(adminQueries.users(offset))
  const { data } = users
  if (!data) return <NotYet query={users} />
  return (
    <section aria-labelledby="users" className="flex flex-col gap-3">
      <h2 id="users">{t('admin.users', { count: data.total })}</h2>
      <ul className="panel divide-y divide-line">
        {data.users.map((user) => <One key={user.id} user={user} onRestore={() => setRestoring(user)} onLock={() => setLocking(user)} onDemote={() => setDemoting(user)} onCode={(made) => setCode({ of: user.username, code: made })} />)}
      </ul>
      {data.total > PAGE && (
        <div className="flex justify-center gap-2">
          <Press small isDisabled={offset === 0} onPress={() => setOffset(offset - PAGE)}>{t('previous')}</Press>
          <Press small isDisabled={offset + PAGE >= data.total} onPress={() => setOffset(offset + PAGE)}>{t('next')}</Press>
        </div>
      )}
      <Ask title={t('admin.lock.title', { name: locking?.username ?? '' })} text={t('admin.lock.text')} confirm={t('admin.lock')} isOpen={locking !== null} onClose={() => setLocking(null)}
        onConfirm={() => locking && void administer(body(api.POST('/api/admin/users/{user_id}/lock', path(locking))), () => t('admin.locked', { name: locking.username }))} />
      <Ask title={t('admin.demote.title', { name: demoting?.username ?? '' })} text={t('admin.demote.text')} confirm={t('admin.demote')} isOpen={demoting !== null} onClose={() => setDemoting(null)}
        onConfirm={() => demoting && void administer(body(api.POST('/api/admin/users/{user_id}/demote', path(demoting))), () => t('admin.demoted', { name: demoting.username }))} />
      <ShownOnce title={t('resetcode.made', { name: code?.of ?? '' })} text={t('resetcode.once')} secret={code?.code ?? null} onClose={() => setCode(null)} />
      <Sheet title={t('admin.restore.title', { name: restoring?.username ?? '' })} isOpen={restoring !== null} onClose={() => setRestoring(null)}>
        {restoring && <Restore user={restoring} onClose={() => setRestoring(null)} />}
      </Sheet>
    </section>
  )
}

function One({ user, onRestore, onLock, onDemote, onCode }: { user: User; onRestore: () => void; onLock: () => void; onDemote: () => void; onCode: (code: string) => void }) {
  const me = useAccount()
  const makeCode = () => void administer(body(api.POST('/api/admin/users/{user_id}/reset-code', path(user))), () => t('resetcode.done', { name: user.username })).then((made) => made && onCode(made.code))
  const unlock = () => void administer(body(api.POST('/api/admin/users/{user_id}/unlock', path(user))), () => t('admin.unlocked', { name: user.username }))
  const promote = () => void administer(body(api.POST('/api/admin/users/{user_id}/promote', path(user))), () => t('admin.promoted', { name: user.username }))
  const revoke = () => void administer(body(api.POST('/api/admin/users/{user_id}/tokens/revoke', path(user))), ({ revoked }) => t('admin.revoked', { count: revoked }))
  const choices: (Choice | false)[] = [
    user.version > 0 && ['admin.restore', 'past', onRestore],
    !user.is_demo && ['resetcode', 'key', makeCode],
    ['admin.revoke', 'out', revoke],
    user.is_admin ? ['admin.demote', 'down', onDemote] : !user.is_demo && ['admin.promote', 'up', promote],
    user.locked ? ['admin.unlock', 'check', unlock] : user.id !== me.id && ['admin.lock', 'close', onLock],
  ]
  return (
    <li className="flex items-center gap-2 py-2 pr-2 pl-4">
      <div className="min-w-0 grow">
        <p className="flex flex-wrap items-center gap-x-2 font-semibold">
          {user.username}
          {user.is_admin && <span className="chip">{t('admin.isadmin')}</span>}
          {user.is_demo && <span className="chip">{t('admin.isdemo')}</span>}
          {user.locked && <span className="chip chip-accent">{t('admin.islocked')}</span>}
          {user.name_like !== null && <span className="chip">{t('admin.namelike')}</span>}
        </p>
        <p className="text-xs text-soft">
          {t('admin.user.pile', { active: number(user.active_threads), completed: number(user.completed_threads) })} · {t('admin.user.since', { when: date(user.created_at) })}
          {user.last_action_at && ` · ${ago(user.last_action_at)}`}
        </p>
      </div>
      <LineMenu of={user.username} choices={choices} />
    </li>
  )
}

function Restore({ user, onClose }: { user: User; onClose: () => void }) {
  const points = useQuery(adminQueries.snapshots(user.id))
  const { data } = points
  if (!data) return <NotYet query={points} rows={3} />
  const restore = (version: number) => {
    onClose()
    void administer(body(api.POST('/api/admin/users/{user_id}/snapshots/{version}/restore', { params: { path: { user_id: user.id, version } } })), () => t('admin.restored', { name: user.username }))
  }
  return (
    <ul className="flex max-h-[50dvh] flex-col divide-y divide-line overflow-y-auto">
      {data.length === 0 && <li className="text-soft">{t('admin.restore.none')}</li>}
      {data.map((point) => (
        <li key={point.id} className="flex items-center justify-end gap-3 py-1.5 cramped:flex-wrap">
          <span className={`grow text-sm cramped:min-w-full ${point.undone ? 'text-soft line-through' : ''}`}>{pointName(point)}<span className="block text-xs text-soft">{dateTime(point.created_at)}</span></span>
          <Press small onPress={() => restore(point.id)}>{t('points.back')}</Press>
        </li>
      ))}
    </ul>
  )
}
