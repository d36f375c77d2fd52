import { useQuery } from '@tanstack/react-query'
import { Link, useLocation } from '@tanstack/react-router'
import { Backups } from '../admin/Backups'
import { Files } from '../admin/Files'
import { Invitations } from '../admin/Invitations'
import { Projections } from '../admin/Projections'
import { adminQueries } from '../admin/queries'
import { Users } from '../admin/Users'
import { useAccount } from '../api/auth'
import { t } from '../texts'
import { Empty, PageTitle } from '../ui/forms'

const sections = [
  { id: 'users', name: 'admin.readers', Section: Users },
  { id: 'invitations', name: 'invite.title', Section: Invitations },
  { id: 'backups', name: 'backups.title', Section: Backups },
  { id: 'files', name: 'admin.files', Section: Files },
  { id: 'projections', name: 'admin.projections', Section: Projections },
] as const

export function AdminPage() {
  const { is_admin } = useAccount()
  if (!is_admin) return <Empty page title={t('admin.not')} icon="key" />
  return <Administration />
}

/** One section of several, which the end of the address names; what went wrong in another is marked. */
function Administration() {
  const wanted = useLocation({ select: ({ hash }) => hash })
  const { data: backups } = useQuery(adminQueries.backups)
  const { data: projections } = useQuery(adminQueries.projections)
  const shown = sections.find(({ id }) => id === wanted) ?? sections[0]
  const wrong = {
    backups: backups && (backups.last_failure !== null || backups.backups.some(({ state }) => state !== 'good')),
    projections: projections?.some(({ parked }) => parked.length > 0),
  } as Partial<Record<string, boolean>>
  return (
    <div className="flex flex-col gap-5">
      <PageTitle title={t('nav.admin')} />
      <nav aria-label={t('nav.admin')} className="flex flex-wrap gap-1">
        {sections.map(({ id, name }) => (
          <Link key={id} to="/admin" hash={id} hashScrollIntoView={false} resetScroll={false} activeOptions={{ includeHash: true }} aria-current={id === shown.id ? 'page' : undefined}
            className={`flex min-h-11 items-center gap-2 rounded-lg px-3 text-sm font-semibold ${id === shown.id ? 'bg-ink text-paper' : 'text-soft hover:bg-well hover:text-ink'}`}>
            {t(name)}
            {wrong[id] && <span className="chip chip-accent">{t('admin.wrong')}</span>}
          </Link>
        ))}
      </nav>
      {/* All stay, for what one of them is doing, or shows this once, is not to go with a look at another. */}
      {sections.map(({ id, Section }) => <div key={id} hidden={id !== shown.id}><Section /></div>)}
    </div>
  )
}
