import { QueryClientProvider } from '@tanstack/react-query'
import { render, screen } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { expect, test } from 'vitest'
import { openTab, server } from './support/tabs'

const user = (id: number, username: string, is_demo: boolean) => ({ id, username, is_demo, created_at: '2026-01-01T12:00:00Z', is_admin: false, locked: false, name_like: null, version: 3, active_threads: 2, completed_threads: 1, last_action_at: null })

test('an admin is not offered to change the account of the demo', async () => {
  server.use(http.get('*/api/admin/users', () => HttpResponse.json({ total: 2, users: [user(1, 'alice', false), user(2, 'demo', true)] })))
  await openTab()
  const { Users } = await import('../src/admin/Users')
  const { queryClient } = await import('../src/api/pile')
  render(<QueryClientProvider client={queryClient}><Users /></QueryClientProvider>)

  expect(await screen.findByRole('button', { name: 'Make admin: alice' })).toBeVisible()
  expect(screen.getByRole('button', { name: 'Reset code for alice' })).toBeVisible()
  expect(screen.queryByRole('button', { name: 'Make admin: demo' })).toBeNull()
  expect(screen.queryByRole('button', { name: 'Reset code for demo' })).toBeNull()
  expect(screen.getByRole('button', { name: 'Lock demo' })).toBeVisible()
})
