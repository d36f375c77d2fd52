import { render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { expect, test, vi } from 'vitest'
import { openTab, server } from './support/tabs'

test('piles go to accounts that were here before only if an admin says that they belong to them', async () => {
  const asked: (string | null)[] = []
  const kept = 'An account was here already.'
  const complaints = vi.spyOn(console, 'error')
  server.use(
    http.post('*/api/admin/import/json', ({ request }) => {
      const match = new URL(request.url).searchParams.get('match_accounts')
      asked.push(match)
      if (match !== 'true') return HttpResponse.json({ type: 'about:blank', title: 'Conflict', status: 409, code: 'accounts_already', detail: 'There are accounts already.' }, { status: 409, headers: { 'Content-Type': 'application/problem+json' } })
      return HttpResponse.json({ readers: 1, events: 3, passwords: [], not_carried_over: [kept, kept], remarks: [] })
    }),
  )
  await openTab()
  const { Files } = await import('../src/admin/Files')
  const { container } = render(<Files />)
  const user = userEvent.setup({ applyAccept: false })
  await user.upload(container.querySelectorAll<HTMLInputElement>('input[type=file]')[2]!, new File(['{}'], 'system.json'))
  const question = await screen.findByRole('alertdialog', { name: 'Do they belong to the same readers?' })
  expect(asked).toEqual(['false'])
  await user.click(within(question).getByRole('button', { name: 'Import a system' }))
  expect(await screen.findAllByText(kept)).toHaveLength(2)
  expect(complaints).not.toHaveBeenCalled()
  expect(asked).toEqual(['false', 'true'])
})
