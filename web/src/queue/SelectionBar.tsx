import { actAll } from '../api/act'
import type { QueuedThread } from '../api/client'
import { t } from '../texts'
import { Press } from '../ui/forms'

/** What can be done with several threads at once. */
export function SelectionBar({ threads, onClear }: { threads: QueuedThread[]; onClear: () => void }) {
  const count = threads.length
  const move = (to: 'front' | 'back') => {
    // To the front the last one goes first, so that they keep their order.
    const order = to === 'front' ? threads.toReversed() : threads
    onClear()
    void actAll(order.map(({ id, title }) => ({ kind: 'move', thread_id: id, title, to })))
  }
  const remove = () => {
    onClear()
    void actAll(threads.map(({ id, title }) => ({ kind: 'delete', thread_id: id, title })))
  }
  return (
    <div role="toolbar" aria-label={t('selection')} className="rise panel-lead fixed inset-x-3 bottom-[calc(4.25rem+env(safe-area-inset-bottom))] z-20 mx-auto flex max-w-2xl flex-wrap items-center gap-2 p-2 md:bottom-5 md:left-56">
      <span className="grow px-2 text-sm font-semibold max-sm:basis-3/5" aria-live="polite">{t('selection.count', { count })}</span>
      <Press small icon="front" className="max-sm:order-1 max-sm:grow max-sm:px-1.5" onPress={() => move('front')}>{t('selection.front')}</Press>
      <Press small icon="back" className="max-sm:order-1 max-sm:grow max-sm:px-1.5" onPress={() => move('back')}>{t('selection.back')}</Press>
      <Press small icon="bin" className="max-sm:order-1 max-sm:grow max-sm:px-1.5" onPress={remove}>{t('selection.delete')}</Press>
      <Press small look="quiet" icon="close" onPress={onClear} aria-label={t('selection.clear')} />
    </div>
  )
}
