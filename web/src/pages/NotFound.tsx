import { t } from '../texts'
import { Empty } from '../ui/forms'
import { Home } from '../ui/Home'

export function NotFound() {
  return (
    <Empty page title={t('notfound.title')} icon="search">
      <p>{t('notfound.text')}</p>
      <Home />
    </Empty>
  )
}
