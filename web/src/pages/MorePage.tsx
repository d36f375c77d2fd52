import { Link } from '@tanstack/react-router'
import { useAccount } from '../api/auth'
import { behindMore } from '../Shell'
import { t } from '../texts'
import { PageTitle } from '../ui/forms'
import { Icon } from '../ui/icons'

export function MorePage() {
  const { is_admin } = useAccount()
  return (
    <div className="flex flex-col gap-5">
      <PageTitle title={t('nav.more')} />
      <ul className="panel divide-y divide-line">
        {behindMore(is_admin).map((place) => (
          <li key={place.to}>
            <Link to={place.to} className="flex min-h-14 items-center gap-4 px-4 font-semibold hover:bg-well">
              <span className="text-accent"><Icon name={place.icon} /></span>
              {t(place.name)}
            </Link>
          </li>
        ))}
      </ul>
    </div>
  )
}
