import { t } from '../texts'
import { Sheet } from './dialog'
import { Press } from './forms'
import { say } from './toasts'

/** Shows a secret that nobody can be told again. */
export function ShownOnce({ title, text, secret, onClose }: { title: string; text: string; secret: string | null; onClose: () => void }) {
  const copy = () => void navigator.clipboard?.writeText(secret ?? '').then(() => say(t('once.copied')))
  return (
    <Sheet title={title} isOpen={secret !== null} onClose={onClose}>
      <p>{text}</p>
      <code className="break-all rounded-lg bg-well p-3 text-sm select-all">{secret}</code>
      {/* Browsers let pages copy over https alone. */}
      {navigator.clipboard && <Press look="primary" className="self-end" onPress={copy}>{t('once.copy')}</Press>}
    </Sheet>
  )
}
