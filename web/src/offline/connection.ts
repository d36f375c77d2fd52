import { shared } from '../shared'

const connected = shared(navigator.onLine)

/** Whether the server answered when it was last asked. */
export const isConnected = connected.get
export const useConnected = connected.use
export const setConnected = connected.set

addEventListener('offline', () => setConnected(false))
addEventListener('online', () => setConnected(true))
