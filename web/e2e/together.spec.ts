import { choose, expect, goTo, registerWithSamples, roll, signIn, test } from './flow'

test('what one device does is seen on the other, and two tabs share one stream', async ({ page, context, browser, program }) => {
  const asked: string[] = []
  context.on('request', (request) => asked.push(new URL(request.url()).pathname))
  const name = await registerWithSamples(page)
  const tab = await context.newPage()
  await tab.goto('/queue')
  await expect(tab.getByText('12 threads', { exact: true })).toBeVisible()
  const device = await browser.newContext()
  const other = await device.newPage()
  const following = other.waitForRequest(/\/api\/events$/)
  await signIn(other, name, undefined, program.url)
  await following

  await roll(page)
  const title = await page.locator('#pick').innerText()
  await expect(other.locator('#pick')).toHaveText(title)
  await other.getByRole('button', { name: 'Snooze' }).click()
  await expect(other.getByText(`Snoozed ${title}`)).toBeVisible()
  const since = Date.now()
  await expect(page.locator('#pick')).toBeHidden()
  await expect(tab.getByRole('row', { name: title }).getByText('snoozed')).toBeVisible()
  const after = Date.now() - since
  console.log(`What one device did was on the two tabs of another ${after} ms after it was told there.`)
  expect(after).toBeLessThan(1000)

  await goTo(other, 'Queue')
  await choose(other, other.getByRole('button', { name: 'What to do with Bone' }), 'Delete')
  await expect(tab.getByText('11 threads', { exact: true })).toBeVisible()

  expect(asked.filter((path) => path === '/api/events')).toHaveLength(1)
  await device.close()
})

test('another tab takes over when the one that listens is closed, and signing out is for all tabs', async ({ page, context, request, program }) => {
  await registerWithSamples(page)
  const tab = await context.newPage()
  await tab.goto('/queue')
  await expect(tab.getByText('12 threads', { exact: true })).toBeVisible()
  const takenOver = tab.waitForRequest(/\/api\/events$/)
  await page.close()
  await takenOver
  expect((await request.get(`${program.url}/health`)).ok()).toBe(true)

  const third = await context.newPage()
  await third.goto('/account')
  await third.getByRole('button', { name: 'Sign out' }).click()
  await expect(third.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  await expect(tab.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  await tab.reload()
  await expect(tab.getByRole('heading', { name: 'Sign in' })).toBeVisible()
})
