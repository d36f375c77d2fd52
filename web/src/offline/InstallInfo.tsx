import { useAccount } from '../api/auth'
import { shared } from '../shared'
import { t } from '../texts'
import { Press } from '../ui/forms'

interface InstallPrompt extends Event {
  prompt(): Promise<void>
}

const offered = shared<InstallPrompt | null>(null)
addEventListener('beforeinstallprompt', (event) => {
  event.preventDefault()
  offered.set(event as InstallPrompt)
})

/** Says whether the app can be installed here, and why not. */
export function InstallInfo() {
  const prompt = offered.use()
  const { is_admin } = useAccount()
  // A browser lets itself be asked once.
  const install = () => void prompt?.prompt().then(() => offered.set(null))
  const installed = matchMedia('(display-mode: standalone)').matches
  return (
    <section aria-labelledby="install" className="panel flex flex-col items-start gap-3 p-4">
      <h2 id="install">{t('install.title')}</h2>
      <p className="text-sm text-soft">{t(!isSecureContext ? 'install.insecure' : installed ? 'install.done' : prompt ? 'install.offer' : 'install.menu')}</p>
      {!isSecureContext && is_admin && <p className="text-sm text-soft">{t('install.insecure.admin')}</p>}
      {prompt && !installed && <Press onPress={install}>{t('install.do')}</Press>}
    </section>
  )
}
