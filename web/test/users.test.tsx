import { QueryClientProvider } from '@tanstack/react-query'
import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { expect, test } from 'vitest'
import { openTab, server } from './support/tabs'

const account = (id: number, username: string, is_demo: boolean) => ({ id, username, is_demo, created_at: '2026-01-01T12:00:00Z', is_admin: false, locked: false, name_like: null, version: 3, active_threads: 2, completed_threads: 1, last_action_at: null })

test('an admin is not offered to change the account of the demo', async () => {
  server.use(http.get('*/api/admin/users', () => HttpResponse.json({ total: 2, users: [account(1, 'alice', false), account(2, 'demo', true)] })))
  await openTab()
  const { Users } = await import('../src/admin/Users')
  const { queryClient } = await import('../src/api/pile')
  render(<QueryClientProvider client={queryClient}><Users /></QueryClientProvider>)

  const user = userEvent.setup()
  const offered = async (name: string) => {
    await user.click(await screen.findByRole('button', { name: `What to do with ${name}` }))
    const choices = screen.getAllByRole('menuitem').map(({ textContent }) => textContent)
    await user.keyboard('{Escape}')
    return choices
  }
  expect(await offered('alice')).toEqual(['Restore', 'Reset code', 'Sign out everywhere', 'Make admin', 'Lock'])
  expect(await offered('demo')).toEqual(['Restore', 'Sign out everywhere', 'Lock'])
})
