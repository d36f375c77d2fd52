import { Link } from '@tanstack/react-router'
import { t } from '../texts'
import { Empty } from '../ui/forms'

export function NotFound() {
  return (
    <Empty page title={t('notfound.title')} icon="search">
      <p>{t('notfound.text')}</p>
      <Link to="/" className="btn btn-primary">{t('notfound.home')}</Link>
    </Empty>
  )
}
