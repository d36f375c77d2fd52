import { cleanup, render } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test, vi } from 'vitest'
import { chooseLetterKeys, useKeys } from '../src/ui/keys'

function Page({ roll, window }: { roll: () => void; window: 'open' | 'closing' | null }) {
  useKeys({ r: roll, ArrowLeft: roll })
  return window && <div data-exiting={window === 'closing' || undefined}><div role="dialog" /></div>
}

afterEach(cleanup)

test('a key is for the page again as soon as the window over it is closed, also while that fades', async () => {
  const roll = vi.fn()
  const { rerender } = render(<Page roll={roll} window="open" />)
  await userEvent.keyboard('r')
  expect(roll).not.toHaveBeenCalled()
  rerender(<Page roll={roll} window="closing" />)
  await userEvent.keyboard('r')
  expect(roll).toHaveBeenCalledOnce()
  rerender(<Page roll={roll} window={null} />)
  await userEvent.keyboard('r')
  expect(roll).toHaveBeenCalledTimes(2)
})

test('keys of one sign can be turned off, and others still work', async () => {
  const roll = vi.fn()
  render(<Page roll={roll} window={null} />)
  chooseLetterKeys(false)
  await userEvent.keyboard('r')
  expect(roll).not.toHaveBeenCalled()
  await userEvent.keyboard('{ArrowLeft}')
  expect(roll).toHaveBeenCalledOnce()
  chooseLetterKeys(true)
  await userEvent.keyboard('r')
  expect(roll).toHaveBeenCalledTimes(2)
})
