import { choose, client, expect, PASSWORD, registerWithSamples, roll, test } from './flow'
import { ADMIN } from './program'

test.use({ baseURL: async ({ restless }, use) => use(restless.url) })

test('tokens end, and one refresh serves all tabs', async ({ page, context, request, restless }) => {
  const name = await registerWithSamples(page)
  const tab = await context.newPage()
  await tab.goto('/queue')
  await expect(tab.getByText('12 threads', { exact: true })).toBeVisible()
  // The stream of events ends with the token that it was asked for with.
  await context.waitForEvent('requestfinished', { predicate: (one) => one.url().endsWith('/api/events'), timeout: 30_000 })

  const refreshes: string[] = []
  context.on('request', (one) => {
    if (one.url().endsWith('/refresh')) refreshes.push(one.url())
  })
  await Promise.all([roll(page), choose(tab, tab.getByRole('button', { name: /^What to do with / }).first(), 'To the back')])
  await expect(tab.getByText(/^Moved .* to the back$/)).toBeVisible()
  expect(refreshes).toHaveLength(1)

  const admin = await client(request, restless.url, name)
  const { access_token } = (await (await request.post(`${restless.url}/api/auth/login`, { data: ADMIN })).json()) as { access_token: string }
  const headers = { Authorization: `Bearer ${access_token}` }
  const { users } = (await (await request.get(`${restless.url}/api/admin/users?limit=100`, { headers })).json()) as { users: { id: number; username: string }[] }
  const id = users.find((user) => user.username === name)?.id
  expect((await admin.actions()).map((action) => action.type)).toEqual(['import', 'roll', 'move'])
  await request.post(`${restless.url}/api/admin/users/${id}/tokens/revoke`, { headers })
  for (const one of [page, tab]) await expect(one.getByText('You have been signed out.')).toBeVisible()

  await page.getByLabel('User name').fill(name)
  await page.getByLabel('Password').fill(PASSWORD)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByText(/^You rolled/)).toBeVisible()
})

test('a server that goes away and comes back', async ({ page, request, restless }) => {
  const name = await registerWithSamples(page)
  await roll(page)
  const title = await page.locator('#pick').innerText()
  await restless.stop()
  await page.getByRole('button', { name: 'Save rating' }).click()
  await expect(page.getByText(`Waiting to be sent: Rated ${title} 4.0`)).toBeVisible()
  await page.getByRole('button', { name: /^Roll/ }).first().click()
  await expect(page.getByText('A roll needs the server, which does not answer.')).toBeVisible()
  await expect(page.getByRole('button', { name: '1 waiting' })).toBeVisible()

  await restless.start()
  await expect(page.getByRole('button', { name: '1 waiting' })).toBeHidden({ timeout: 40_000 })
  const reader = await client(request, restless.url, name)
  expect((await reader.actions()).map((action) => action.type)).toEqual(['import', 'roll', 'rate'])
  await roll(page)
})
