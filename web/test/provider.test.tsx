import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { refused, server } from './support/tabs'

const methods = (more: object = {}) => http.get('*/api/auth/methods', () => HttpResponse.json({ password: true, registration: 'open', oidc: [{ id: 'sso', name: 'Home' }], passkeys: false, demo: false, ...more }))

/** The page for signing in, where the server has led back to with an outcome. */
async function arrive(outcome?: string): Promise<void> {
  history.replaceState(null, '', outcome ? `/?sign_in=${outcome}` : '/')
  vi.resetModules()
  const { SignIn } = await import('../src/pages/SignIn')
  render(<SignIn />)
}

describe('signing in by a provider', () => {
  beforeEach(() => server.use(methods()))

  test('begins with a link to the server, which leads there', async () => {
    await arrive()
    expect((await screen.findByRole('link', { name: 'Sign in with Home' })).getAttribute('href')).toMatch(/\/api\/auth\/oidc\/sso$/)
  })

  test.each(['cancelled', 'expired', 'refused', 'away', 'email_not_verified', 'not_allowed', 'registration_closed', 'taken', 'locked', 'link_needed'])('that has ended as %s is explained, once', async (outcome) => {
    await arrive(outcome)
    expect((await screen.findByRole('alert')).textContent).not.toMatch(/provider\.|^$/)
    expect(location.search).toBe('')
  })

  test('links the account that is there by its password', async () => {
    const linked: unknown[] = []
    server.use(
      http.post('*/api/auth/web/link', async ({ request }) => {
        linked.push(await request.json())
        return linked.length === 1 ? refused(401, 'Incorrect') : HttpResponse.json({ access_token: 'a token', token_type: 'bearer' })
      }),
    )
    await arrive('link_needed')
    const user = userEvent.setup()
    const button = await screen.findByRole('button', { name: 'Link and sign in' })
    const form = button.closest('form')!
    const [username, password] = [...form.querySelectorAll('input')]
    await user.type(username!, 'ada')
    await user.type(password!, 'correct horse')
    await user.click(button)
    await screen.findByText('User name and password do not fit.')
    await user.click(button)
    await vi.waitFor(() => expect(linked).toEqual([{ username: 'ada', password: 'correct horse' }, { username: 'ada', password: 'correct horse' }]))
  })

  test('alone leaves no password to give, and a code for admins', async () => {
    server.use(methods({ password: false, registration: 'closed' }))
    await arrive()
    await userEvent.setup().click(await screen.findByRole('button', { name: 'Use a code' }))
    await screen.findByLabelText('Code')
    expect(screen.queryByLabelText('Password')).toBeNull()
  })
})

test('whom a provider has just signed in is known by the cookie alone', async () => {
  localStorage.clear()
  history.replaceState(null, '', '/?sign_in=signed_in')
  vi.resetModules()
  const auth = await import('../src/api/auth')
  await auth.start()
  expect(auth.signIn()).toMatchObject({ kind: 'in', account: { username: 'ada' }, token: 'a token' })
})
