import { useSyncExternalStore } from 'react'

let connected = navigator.onLine
const listeners = new Set<() => void>()

export const isConnected = (): boolean => connected

/** Whether the server answered when it was last asked. */
export const useConnected = () =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    isConnected,
  )

export function setConnected(now: boolean): void {
  if (now === connected) return
  connected = now
  listeners.forEach((listener) => listener())
}

addEventListener('offline', () => setConnected(false))
addEventListener('online', () => setConnected(true))
