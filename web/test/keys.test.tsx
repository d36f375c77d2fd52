import { render } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, test, vi } from 'vitest'
import { useKeys } from '../src/ui/keys'

function Page({ roll, window }: { roll: () => void; window: 'open' | 'closing' | null }) {
  useKeys({ r: roll })
  return window && <div data-exiting={window === 'closing' || undefined}><div role="dialog" /></div>
}

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
