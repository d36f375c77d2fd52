import { Backups } from '../admin/Backups'
import { Files } from '../admin/Files'
import { Invitations } from '../admin/Invitations'
import { Projections } from '../admin/Projections'
import { Users } from '../admin/Users'
import { useAccount } from '../api/auth'
import { t } from '../texts'
import { Empty, PageTitle } from '../ui/forms'

export function AdminPage() {
  const { is_admin } = useAccount()
  if (!is_admin) return <Empty page title={t('admin.not')} icon="key" />
  return (
    <div className="flex flex-col gap-8">
      <PageTitle title={t('nav.admin')} />
      <Users />
      <Invitations />
      <Projections />
      <Backups />
      <Files />
    </div>
  )
}
