import { useSyncExternalStore } from 'react'

export type Scheme = 'system' | 'light' | 'dark'

const CHOSEN = 'comic-pile.scheme'
const listeners = new Set<() => void>()

export const scheme = (): Scheme => (localStorage.getItem(CHOSEN) as Scheme | null) ?? 'system'

export const useScheme = () =>
  useSyncExternalStore((listener) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }, scheme)

/** Light or dark as chosen before; the system's without a choice. */
export function startScheme(): void {
  const chosen = scheme()
  if (chosen === 'system') delete document.documentElement.dataset['scheme']
  else document.documentElement.dataset['scheme'] = chosen
}

export function chooseScheme(chosen: Scheme): void {
  if (chosen === 'system') localStorage.removeItem(CHOSEN)
  else localStorage.setItem(CHOSEN, chosen)
  startScheme()
  listeners.forEach((listener) => listener())
}
