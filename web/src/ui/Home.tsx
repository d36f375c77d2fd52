import { Link } from '@tanstack/react-router'
import { t } from '../texts'

/** The way on from where there is nothing. */
export const Home = () => <Link to="/" className="btn btn-primary">{t('notfound.home')}</Link>
