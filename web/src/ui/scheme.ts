import { shared } from '../shared'

export type Scheme = 'system' | 'light' | 'dark'

const CHOSEN = 'comic-pile.scheme'
const scheme = shared((localStorage.getItem(CHOSEN) as Scheme | null) ?? 'system')

export const useScheme = scheme.use

/** Light or dark as chosen before; the system's without a choice. */
export function startScheme(): void {
  const chosen = scheme.get()
  if (chosen === 'system') delete document.documentElement.dataset['scheme']
  else document.documentElement.dataset['scheme'] = chosen
}

export function chooseScheme(chosen: Scheme): void {
  if (chosen === 'system') localStorage.removeItem(CHOSEN)
  else localStorage.setItem(CHOSEN, chosen)
  scheme.set(chosen)
  startScheme()
}
