import { choose, client, expect, goTo, register, registerWithSamples, roll, signIn, test } from './flow'

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

test('what was picked before is not shown again while the pick is asked for', async ({ page, request, program }) => {
  const name = await registerWithSamples(page)
  const reader = await client(request, program.url, name)
  const [one, two, three] = await reader.threads()
  const pick = (thread: typeof one) => reader.send('POST', 'roll/override', { thread_id: thread!.id })
  await pick(one)
  await expect(page.locator('#pick')).toHaveText(one!.title)
  await page.route(/\/api\/(sessions|roll)\/current/, async (route) => {
    await new Promise((done) => setTimeout(done, 200))
    await route.continue()
  })
  await page.evaluate(() => {
    const titles: string[] = Object.assign(window, { titles: [] }).titles
    new MutationObserver(() => {
      const title = document.querySelector('#pick')?.textContent
      if (title && title !== titles.at(-1)) titles.push(title)
    }).observe(document.body, { subtree: true, childList: true, characterData: true })
  })
  for (const thread of [two, three, one]) {
    await pick(thread)
    await expect(page.locator('#pick')).toHaveText(thread!.title)
  }
  expect(await page.evaluate(() => (window as unknown as { titles: string[] }).titles)).toEqual([two, three, one].map((thread) => thread!.title))
})

test('the throw of before is not shown for the same thread, picked again on another device', async ({ page, request, program }) => {
  const name = await register(page)
  const reader = await client(request, program.url, name)
  await reader.importCsv('title,format,issues_remaining\nBone,Comic,3')
  const [bone] = await reader.threads()
  await reader.send('POST', 'roll/override', { thread_id: bone!.id })
  await expect(page.getByRole('region', { name: 'Bone' })).toContainText('You chose')
  await page.route('**/api/roll/current', async (route) => {
    await new Promise((done) => setTimeout(done, 200))
    await route.continue()
  })
  await page.evaluate(() => {
    const shown: (string | undefined)[] = Object.assign(window, { shown: [] }).shown
    new MutationObserver(() => {
      const how = document.querySelector('[aria-labelledby=pick] p')?.textContent
      if (how !== shown.at(-1) || shown.length === 0) shown.push(how)
    }).observe(document.body, { subtree: true, childList: true, characterData: true })
  })
  await reader.send('POST', 'roll')
  await expect(page.getByRole('region', { name: 'Bone' })).toContainText('You rolled 1 on a d6')
  expect(await page.evaluate(() => (window as unknown as { shown: (string | undefined)[] }).shown.filter((how) => how !== 'You chose'))).toEqual([undefined, 'You rolled 1 on a d6'])
})
