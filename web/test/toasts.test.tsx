import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, test, vi } from 'vitest'
import { Sheet } from '../src/ui/dialog'
import { say, Toasts } from '../src/ui/toasts'
import './support/tabs'

test('what is said while a window is open is said to who is in it', async () => {
  const { unmount } = render(<><Toasts /><p>The page</p><Sheet title="Your new key" isOpen onClose={vi.fn()}>A secret</Sheet></>)
  expect(screen.getByText('The page').closest('[aria-hidden=true], [inert]')).not.toBeNull()
  say('It is copied.')
  expect(await screen.findByText('It is copied.')).toBeVisible()
  expect(screen.getByRole('status')).toHaveTextContent('It is copied.')
  unmount()
})

test('a toast that goes gives the focus back to where it was', async () => {
  const heard: string[] = []
  render(<><button onFocus={() => heard.push('Before')}>Before</button><button>Between</button><Toasts /></>)
  const user = userEvent.setup()
  for (const name of ['Undo', 'Close this message']) {
    say('Rated Saga', { label: 'Undo', run: () => {} })
    const button = await screen.findByRole('button', { name })
    screen.getByRole('button', { name: 'Before' }).focus()
    button.focus()
    await user.keyboard('{Enter}')
    expect(screen.queryByText('Rated Saga')).toBeNull()
    expect(screen.getByRole('button', { name: 'Before' })).toHaveFocus()
    expect(heard.at(-1)).toBe('Before')
  }
})
