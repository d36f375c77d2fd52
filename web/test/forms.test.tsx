import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http } from 'msw'
import { expect, test, vi } from 'vitest'
import { openTab, refused, server } from './support/tabs'

test('a form brings the focus to the first field that is wrong, at every try', async () => {
  await openTab()
  const { AddThread } = await import('../src/queue/ThreadForm')
  const { unmount } = render(<AddThread isOpen onClose={vi.fn()} />)
  const user = userEvent.setup()
  for (const _ of ['first', 'second']) {
    await user.click(screen.getByRole('button', { name: 'Add' }))
    expect(screen.getByLabelText('Title')).toHaveFocus()
    expect(screen.getByLabelText('Title')).toHaveAccessibleDescription('Say something here.')
  }

  server.use(http.post('*/api/threads', () => refused(422, 'Too long.', { notes: 'These are too long.' })))
  await user.type(screen.getByLabelText('Title'), 'Saga')
  await user.click(screen.getByRole('button', { name: 'Add' }))
  await screen.findByText('These are too long.')
  expect(screen.getByLabelText('Notes')).toHaveFocus()

  server.use(http.post('*/api/threads', () => refused(422, 'Too many.', { issues_remaining: 'These are too many.' })))
  await user.click(screen.getByRole('button', { name: 'Add' }))
  await screen.findByText('These are too many.')
  expect(screen.getByRole('textbox', { name: 'Issues left' })).toHaveFocus()
  unmount()
})
