import { shared } from '../shared'

const connected = shared(navigator.onLine)

/** Whether the server answered when it was last asked. */
export const isConnected = connected.get
export const useConnected = connected.use
export const setConnected = connected.set

const asksToWait = shared(false)

/** Whether the server has left reads unanswered for now, so that what is shown may be older than what is there. */
export const useAsksToWait = asksToWait.use
export const setAsksToWait = asksToWait.set

addEventListener('offline', () => setConnected(false))
addEventListener('online', () => setConnected(true))
