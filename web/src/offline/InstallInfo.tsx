import { useSyncExternalStore } from 'react'
import { useAccount } from '../api/auth'
import { t } from '../texts'
import { Press } from '../ui/forms'

interface InstallPrompt extends Event {
  prompt(): Promise<void>
}

let offered: InstallPrompt | null = null
const listeners = new Set<() => void>()
const offer = (next: InstallPrompt | null) => {
  offered = next
  listeners.forEach((listener) => listener())
}
addEventListener('beforeinstallprompt', (event) => {
  event.preventDefault()
  offer(event as InstallPrompt)
})

/** Says whether the app can be installed here, and why not. */
export function InstallInfo() {
  const prompt = useSyncExternalStore((listener) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }, () => offered)
  const { is_admin } = useAccount()
  // A browser lets itself be asked once.
  const install = () => void prompt?.prompt().then(() => offer(null))
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
