import { useSyncExternalStore } from 'react'

let connected = navigator.onLine
const listeners = new Set<() => void>()

/** Whether the server answered when it was last asked. */
export const useConnected = () =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => connected,
  )

export function setConnected(now: boolean): void {
  if (now === connected) return
  connected = now
  listeners.forEach((listener) => listener())
}

addEventListener('offline', () => setConnected(false))
addEventListener('online', () => setConnected(true))
