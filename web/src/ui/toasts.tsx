import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { Button } from 'react-aria-components/Button'
import { shared } from '../shared'
import { t } from '../texts'
import { Icon } from './icons'

export interface Toast {
  id: number
  text: string
  tone: 'done' | 'wrong'
  action?: { label: string; run: () => void }
}

const SHOWN_FOR = 8000
const toasts = shared<Toast[]>([])
let nextId = 1

/** Says something at the edge of the page for a while, in place of what was said before. */
export const say = (text: string, action?: Toast['action']) => toasts.set([{ id: nextId++, text, tone: 'done', action }])

export const sayWrong = (text: string) => toasts.set([{ id: nextId++, text, tone: 'wrong' }])

/** Takes away what was said before, where what comes of the next thing is seen without words. */
export const hush = () => toasts.set([])

const dismiss = (id: number) => toasts.set(toasts.get().filter((toast) => toast.id !== id))

export function Toasts() {
  const shown = toasts.use()
  return (
    // A window over the page makes all but itself silent; what is said while it is open is said to who is in it.
    <section data-react-aria-top-layer="true" aria-label={t('toast.region')} className="toasts pointer-events-none fixed inset-x-0 z-50 flex flex-col items-center px-3 md:items-end md:px-6">
      <div role="status" aria-live="polite" className="flex w-full max-w-md flex-col items-stretch gap-2">
        {shown.map((toast) => (
          <One key={toast.id} toast={toast} />
        ))}
      </div>
    </section>
  )
}

function One({ toast }: { toast: Toast }) {
  // It stays for as long as somebody points at it or has the focus in it.
  const [held, setHeld] = useState(false)
  useEffect(() => {
    if (held) return
    const timer = setTimeout(() => dismiss(toast.id), SHOWN_FOR)
    return () => clearTimeout(timer)
  }, [toast.id, held])
  // The focus goes back to where it came from, or to what the page is about.
  const box = useRef<HTMLDivElement>(null)
  const before = useRef<EventTarget>(null)
  useLayoutEffect(() => () => {
    if (!box.current?.contains(document.activeElement)) return
    const back = before.current instanceof HTMLElement && before.current.isConnected ? before.current : document.getElementById('main')
    // React hears of no focus while it takes things from the page, and the list of the queue goes by what it hears.
    queueMicrotask(() => {
      if (document.activeElement === document.body) back?.focus({ preventScroll: true })
    })
  }, [])
  const enter = (from: EventTarget | null) => {
    setHeld(true)
    if (!(from instanceof Node && box.current?.contains(from))) before.current = from
  }
  const run = () => {
    dismiss(toast.id)
    toast.action?.run()
  }
  return (
    <div ref={box} className="rise pointer-events-auto flex flex-wrap items-center justify-end rounded-lg bg-ink py-1.5 pr-1.5 pl-4 text-sm text-paper shadow-lg" data-tone={toast.tone} onPointerEnter={() => setHeld(true)} onPointerLeave={() => setHeld(false)} onFocus={(event) => enter(event.relatedTarget)} onBlur={() => setHeld(false)}>
      <span className="flex grow items-center gap-2 pr-2">
        {toast.tone === 'wrong' && <span aria-hidden="true" className="numeral grid size-5 shrink-0 place-items-center rounded-full bg-accent text-xs text-on-accent">!</span>}
        <span className="my-1.5 line-clamp-4">{toast.text}</span>
      </span>
      <span className="flex items-center gap-2">
        {toast.action && (
          <Button className="min-h-10 shrink-0 cursor-pointer rounded-md px-3 font-bold text-paper underline underline-offset-4 data-[hovered]:bg-paper/15" onPress={run}>
            {toast.action.label}
          </Button>
        )}
        <Button aria-label={t('toast.close')} className="grid size-10 shrink-0 cursor-pointer place-items-center rounded-md data-[hovered]:bg-paper/15" onPress={() => dismiss(toast.id)}>
          <Icon name="close" size={16} />
        </Button>
      </span>
    </div>
  )
}
