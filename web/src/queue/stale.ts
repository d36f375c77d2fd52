import type { Thread } from '../api/client'

const LONG = 30 * 24 * 3_600_000

/** Whether a thread has not been read for 30 days; one that never was counts from when it was added. */
export const isStale = ({ last_activity_at, created_at }: Pick<Thread, 'last_activity_at' | 'created_at'>): boolean =>
  Date.now() - new Date(last_activity_at ?? created_at).getTime() > LONG
