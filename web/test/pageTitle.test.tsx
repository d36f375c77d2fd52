import { render } from '@testing-library/react'
import { expect, test } from 'vitest'
import { PageSaid, useDocumentTitle } from '../src/ui/pageTitle'
import './support/tabs'

function Page({ title, name }: { title: string; name?: string }) {
  useDocumentTitle(title, name)
  return null
}

test('a page is said when it has come, but for the first, and not again when its title changes', () => {
  const { container, rerender } = render(<><PageSaid /><Page key="in" title="Sign in" /></>)
  expect(document.title).toBe('Sign in – Comic Pile')
  expect(container).toHaveTextContent(/^$/)
  rerender(<><PageSaid /><Page key="roll" title="Roll" name="Roll" /></>)
  expect(container).toHaveTextContent(/^Roll$/)
  rerender(<><PageSaid /><Page key="roll" title="Saga" name="Roll" /></>)
  expect(document.title).toBe('Saga – Comic Pile')
  expect(container).toHaveTextContent(/^Roll$/)
  rerender(<><PageSaid /><Page key="queue" title="Queue" /></>)
  expect(container).toHaveTextContent(/^Queue$/)
})
