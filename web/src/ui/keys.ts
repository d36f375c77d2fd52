import { useEffect, useRef } from 'react'
import { shared } from '../shared'

const CHOSEN = 'comic-pile.keys'
const letters = shared(localStorage.getItem(CHOSEN) !== 'off')

/** Whether keys of one sign, such as R and 5, do something; who speaks to the browser may not want that. */
export const useLetterKeys = letters.use

export function chooseLetterKeys(on: boolean): void {
  letters.set(on)
  if (on) localStorage.removeItem(CHOSEN)
  else localStorage.setItem(CHOSEN, 'off')
}

/** What another tab chooses holds here, too. */
addEventListener('storage', ({ key, newValue }) => {
  if (key === CHOSEN) letters.set(newValue !== 'off')
})

const typing = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || target.tagName === 'TEXTAREA' || (target instanceof HTMLInputElement && target.type !== 'range' && target.type !== 'checkbox'))

/** Whether a window or a menu is open; one that has been closed and only has yet to fade is not. */
const inDialog = () => document.querySelector(':is([role=dialog], [role=alertdialog], [role=menu]):not([data-exiting] *)') !== null

/**
 * Keys of a page. None works while someone types or while a window is open over the page, and those of one sign can be
 * turned off (WCAG 2.1.4). `Enter` is left to what has the focus.
 */
export function useKeys(keys: Record<string, (() => void) | undefined | false>): void {
  const current = useRef(keys)
  current.current = keys
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || typing(event.target) || inDialog()) return
      if (event.key.length === 1 && !letters.get()) return
      if (event.key === 'Enter' && event.target instanceof HTMLElement && event.target.closest('button, a, [role=row], [role=checkbox], label')) return
      const run = current.current[event.key]
      if (!run) return
      event.preventDefault()
      run()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
}

/** Ctrl/Cmd-Z and Shift-Ctrl/Cmd-Z (or Ctrl-Y), but for where text is typed: there they mean the text. */
export function useUndoKeys(undo: () => void, redo: () => void): void {
  const current = useRef({ undo, redo })
  current.current = { undo, redo }
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || typing(event.target) || inDialog()) return
      const key = event.key.toLowerCase()
      const run = key === 'y' || (key === 'z' && event.shiftKey) ? current.current.redo : key === 'z' ? current.current.undo : null
      if (!run || event.repeat) return
      event.preventDefault()
      run()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
}
