import { useSyncExternalStore } from 'react'
import { t } from '../texts'
import { Press } from '../ui/forms'

interface InstallPrompt extends Event {
  prompt(): Promise<void>
}

let offered: InstallPrompt | null = null
const listeners = new Set<() => void>()
addEventListener('beforeinstallprompt', (event) => {
  event.preventDefault()
  offered = event as InstallPrompt
  listeners.forEach((listener) => listener())
})

/** Says whether the app can be installed here, and why not. */
export function InstallInfo() {
  const prompt = useSyncExternalStore((listener) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }, () => offered)
  const installed = matchMedia('(display-mode: standalone)').matches
  return (
    <section aria-labelledby="install" className="panel flex flex-col items-start gap-3 p-4">
      <h2 id="install">{t('install.title')}</h2>
      <p className="text-sm text-soft">{t(!isSecureContext ? 'install.insecure' : installed ? 'install.done' : prompt ? 'install.offer' : 'install.menu')}</p>
      {prompt && !installed && <Press onPress={() => void prompt.prompt()}>{t('install.do')}</Press>}
    </section>
  )
}
