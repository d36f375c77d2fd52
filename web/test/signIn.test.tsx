import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { describe, expect, test } from 'vitest'
import { openTab, refused, server } from './support/tabs'

const FRESH = 'a fresh token'

/** A server that takes fresh tokens alone. @return how often it was asked for one */
function expired(): () => number {
  let refreshes = 0
  server.use(
    http.post('*/api/auth/web/refresh', () => HttpResponse.json({ access_token: ++refreshes === 1 ? FRESH : `${FRESH} ${refreshes}` })),
    http.get('*/api/threads', ({ request }) => (request.headers.get('Authorization') === `Bearer ${FRESH}` ? HttpResponse.json([]) : refused(401, 'The token has expired.'))),
  )
  return () => refreshes
}

const threads = () => new Request(`${location.origin}/api/threads`)

describe('the sign-in', () => {
  test('is refreshed once for all tabs, however many requests find the token expired', async () => {
    const tabs = [await openTab(), await openTab()]
    const refreshes = expired()
    const answers = await Promise.all(tabs.flatMap((tab) => [tab.fetchAsReader(threads()), tab.fetchAsReader(threads())]))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    expect(refreshes()).toBe(1)
  })

  test('that the server has ended is over in all tabs, and says so', async () => {
    const tabs = [await openTab(), await openTab()]
    server.use(http.post('*/api/auth/web/refresh', () => refused(401, 'Signed out.')), http.get('*/api/threads', () => refused(401, 'Signed out.')))
    await expect(tabs[0]!.fetchAsReader(threads())).rejects.toThrow('Signed out.')
    for (const tab of tabs) await expect.poll(tab.signIn).toEqual({ kind: 'out', ended: true })
  })

  test('goes on without a network from what was kept', async () => {
    server.use(http.post('*/api/auth/web/refresh', () => HttpResponse.error()))
    const tab = await openTab()
    expect(tab.signIn()).toMatchObject({ kind: 'in', account: { username: 'ada' }, token: null })
  })
})

test('registering says beside each field what is wrong with it', async () => {
  server.use(
    http.get('*/api/auth/methods', () => HttpResponse.json({ password: true, registration: 'open', oidc: [], passkeys: false, demo: false })),
    http.post('*/api/auth/web/register', () => refused(422, 'Password must have at least 8 characters.', { password: 'Password must have at least 8 characters.' })),
  )
  const { SignIn } = await import('../src/pages/SignIn')
  render(<SignIn />)
  const user = userEvent.setup()
  await user.click(await screen.findByRole('button', { name: 'I am new here' }))
  expect(screen.getByLabelText('User name')).toHaveFocus()
  await user.type(screen.getByLabelText('User name'), 'ada')
  await user.type(screen.getByLabelText('E-mail'), 'ada@example.org')
  await user.type(screen.getByLabelText('Password'), 'short')
  await user.click(screen.getByRole('button', { name: 'Make an account' }))
  await screen.findByText('Password must have at least 8 characters.')
  expect(screen.getByLabelText('Password')).toHaveAccessibleDescription(/Password must have at least 8 characters\./)
  expect(screen.getByLabelText('Password')).toBeInvalid()
  expect(screen.getByLabelText('User name')).toBeValid()
})
