import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api, body, bodyOrNull } from './client'

/** Every answer about the reader's own pile lies under this key: one write makes all of it out of date. */
export const PILE = 'pile'

export const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone

/** How many actions, sessions or entries are asked for at once. */
const PAGE = 50

/** How many of the latest actions undo and redo look at. */
export const LATEST = 100

export const queries = {
  session: queryOptions({ queryKey: [PILE, 'session'], queryFn: () => body(api.GET('/api/sessions/current')) }),
  pool: queryOptions({ queryKey: [PILE, 'pool'], queryFn: () => body(api.GET('/api/roll/pool')) }),
  /** The pick that is pending; to be asked for only where the session says that there is one. */
  roll: queryOptions({ queryKey: [PILE, 'roll'], queryFn: () => bodyOrNull(api.GET('/api/roll/current')) }),
  queue: queryOptions({ queryKey: [PILE, 'queue'], queryFn: () => body(api.GET('/api/queue')) }),
  completed: queryOptions({ queryKey: [PILE, 'completed'], queryFn: () => body(api.GET('/api/threads/completed')) }),
  lastActions: queryOptions({
    queryKey: [PILE, 'last-actions'],
    queryFn: () => body(api.GET('/api/undo/history', { params: { query: { limit: LATEST } } })),
  }),
  actions: infiniteQueryOptions({
    queryKey: [PILE, 'actions'],
    queryFn: ({ pageParam }) => body(api.GET('/api/undo/history', { params: { query: { limit: PAGE, offset: pageParam } } })),
    initialPageParam: 0,
    getNextPageParam: (last, all) => (last.length < PAGE ? undefined : all.length * PAGE),
  }),
  sessions: infiniteQueryOptions({
    queryKey: [PILE, 'sessions'],
    queryFn: ({ pageParam }) => body(api.GET('/api/sessions', { params: { query: { limit: 20, offset: pageParam } } })),
    initialPageParam: 0,
    getNextPageParam: (last, all) => (last.length < 20 ? undefined : all.length * 20),
  }),
  thread: (id: number) =>
    queryOptions({
      queryKey: [PILE, 'thread', id],
      queryFn: () => bodyOrNull(api.GET('/api/threads/{thread_id}', { params: { path: { thread_id: id } } })),
    }),
  threadHistory: (id: number) =>
    queryOptions({
      queryKey: [PILE, 'thread-history', id],
      queryFn: () => body(api.GET('/api/threads/{thread_id}/history', { params: { path: { thread_id: id } } })),
    }),
  sessionDetails: (id: number) =>
    queryOptions({
      queryKey: [PILE, 'session-details', id],
      queryFn: () => body(api.GET('/api/sessions/{session_id}/details', { params: { path: { session_id: id } } })),
    }),
  snapshots: (id: number) =>
    queryOptions({
      queryKey: [PILE, 'snapshots', id],
      queryFn: () => body(api.GET('/api/sessions/{session_id}/snapshots', { params: { path: { session_id: id } } })),
    }),
  now: queryOptions({ queryKey: [PILE, 'now'], queryFn: () => body(api.GET('/api/history/state')) }),
  past: (version: number) =>
    queryOptions({
      queryKey: [PILE, 'past', version],
      queryFn: () => body(api.GET('/api/history/state', { params: { query: { version } } })),
      placeholderData: keepPreviousData,
      staleTime: Infinity,
    }),
  analytics: queryOptions({
    queryKey: [PILE, 'analytics'],
    queryFn: () => body(api.GET('/api/analytics', { params: { query: { tz: timeZone } } })),
  }),
}
