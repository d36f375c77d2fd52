import { registerSW } from 'virtual:pwa-register'
import { t } from '../texts'
import { say } from '../ui/toasts'

/** Keeps the app itself on the device, and says when there is a newer one. Browsers do it over https and on localhost. */
export function startServiceWorker(): void {
  const update = registerSW({
    onNeedRefresh: () => say(t('update.there'), { label: t('update.load'), run: () => void update(true) }),
  })
}
