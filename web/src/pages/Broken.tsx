import { t } from '../texts'
import { Empty, Press } from '../ui/forms'

/** What is shown where a page fails, as when a newer version of the app has taken its parts away. */
export function Broken({ error }: { error: unknown }) {
  return (
    <main className="grid min-h-dvh place-items-center p-4">
      <Empty title={t('broken.title')} icon="redo">
        <p>{t('broken.text')}</p>
        <p className="text-xs">{String(error)}</p>
        <Press look="primary" onPress={() => location.reload()}>{t('broken.reload')}</Press>
      </Empty>
    </main>
  )
}
