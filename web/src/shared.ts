import { useSyncExternalStore } from 'react'

/** A value outside the components, which are drawn anew when it changes. */
export interface Shared<T> {
  get: () => T
  set: (next: T) => void
  use: () => T
}

export function shared<T>(first: T): Shared<T> {
  let value = first
  const listeners = new Set<() => void>()
  const subscribe = (listener: () => void) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }
  const get = () => value
  return {
    get,
    set: (next) => {
      if (next === value) return
      value = next
      listeners.forEach((listener) => listener())
    },
    use: () => useSyncExternalStore(subscribe, get),
  }
}
