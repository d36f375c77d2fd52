import { queryOptions } from '@tanstack/react-query'
import { signInMethods } from '../api/auth'
import { api, body } from '../api/client'

export const adminQueries = {
  users: (offset: number) =>
    queryOptions({ queryKey: ['admin', 'users', offset], queryFn: () => body(api.GET('/api/admin/users', { params: { query: { limit: 50, offset } } })) }),
  invitations: queryOptions({ queryKey: ['admin', 'invitations'], queryFn: () => body(api.GET('/api/admin/invitations', { params: { query: { limit: 100 } } })) }),
  methods: queryOptions({ queryKey: ['admin', 'methods'], queryFn: signInMethods }),
  backups: queryOptions({ queryKey: ['admin', 'backups'], queryFn: () => body(api.GET('/api/admin/backups')) }),
  projections: queryOptions({
    queryKey: ['admin', 'projections'],
    queryFn: () => body(api.GET('/api/admin/projections')),
    refetchInterval: ({ state }) => (state.data?.some((one) => one.replay && !one.replay.finished_at) ? 500 : 5000),
  }),
  snapshots: (user_id: number) =>
    queryOptions({
      queryKey: ['admin', 'snapshots', user_id],
      queryFn: () => body(api.GET('/api/admin/users/{user_id}/snapshots', { params: { path: { user_id }, query: { limit: 100 } } })),
    }),
}
