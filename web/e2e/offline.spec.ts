import type { BrowserContext, Page } from '@playwright/test'
import { choose, client, expect, goTo, register, registerWithSamples, roll, test } from './flow'

test.use({ serviceWorkers: 'allow' })
test.describe.configure({ mode: 'parallel' })

/** As soon as the app itself is on the device; what it showed must be by then. */
async function goOffline(page: Page, context: BrowserContext): Promise<void> {
  await page.evaluate(async () => {
    const controlled = new Promise((done) => navigator.serviceWorker.addEventListener('controllerchange', done))
    if (!navigator.serviceWorker.controller) await controlled
  })
  await context.setOffline(true)
}

/** Which views the device keeps. */
function keptQueries(): Promise<string[]> {
  return new Promise((done) => {
    const opening = indexedDB.open('comic-pile')
    opening.onsuccess = () => {
      const all = opening.result.transaction('views').objectStore('views').getAll() as IDBRequest<{ queries: { queryKey: string[] }[] }[]>
      all.onsuccess = () => done(all.result.flatMap((views) => views.queries.map((query) => query.queryKey[1] ?? '')))
    }
  })
}

async function add(page: Page, title: string): Promise<void> {
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await page.getByRole('dialog').getByLabel('Title').fill(title)
  await page.getByRole('dialog').getByRole('button', { name: 'Add' }).click()
  await expect(page.getByRole('dialog')).toBeHidden()
}

test('what was shown once on a first visit is there without a network, and so is the rest of the app', async ({ page, context }) => {
  await registerWithSamples(page)
  await roll(page)
  const title = await page.locator('#pick').innerText()
  await goTo(page, 'History')
  const session = page.getByRole('main').getByRole('link').first()
  await expect(session).toBeVisible()
  await goTo(page, 'Queue')
  await expect(page.getByText('12 threads', { exact: true })).toBeVisible()
  await goOffline(page, context)

  await page.reload()
  await expect(page.getByText('12 threads', { exact: true })).toBeVisible()
  // It is asked for in vain once more, which must not count as what was seen last.
  await page.reload()
  await expect(page.getByText('12 threads', { exact: true })).toBeVisible()
  await goTo(page, 'Roll')
  await expect(page.locator('#pick')).toHaveText(title)
  await goTo(page, 'History')
  await expect(session).toBeVisible()
  for (const place of ['Import and export', 'Account', 'Roll']) {
    await goTo(page, place)
    await expect(page.getByRole('heading', { level: 1 })).toBeAttached()
    await expect(page.getByRole('heading', { name: 'This page did not load' })).toBeHidden()
  }
})

test('what is done without a network waits, and is sent once and in order', async ({ page, context, request, program }) => {
  const name = await registerWithSamples(page)
  await goTo(page, 'Queue')
  await expect(page.getByText('12 threads', { exact: true })).toBeVisible()
  await goTo(page, 'Roll')
  await roll(page)
  const title = await page.locator('#pick').innerText()
  await goOffline(page, context)

  await page.getByRole('button', { name: 'Save rating' }).click()
  await expect(page.getByText(`Waiting to be sent: Rated ${title} 4.0`)).toBeVisible()
  await goTo(page, 'Queue')
  await choose(page, page.getByRole('button', { name: 'What to do with Bone' }), 'To the front')
  await add(page, 'Written on a train')
  await expect(page.getByRole('button', { name: '3 waiting' })).toBeVisible()
  await expect(page.getByText('13 threads', { exact: true })).toBeVisible()
  await page.reload()
  await expect(page.getByRole('row').first()).toContainText('Bone')
  await page.getByRole('searchbox', { name: 'Find' }).fill('train')
  await expect(page.getByRole('row', { name: 'Written on a train' }).getByText('not sent yet')).toBeVisible()
  await page.getByRole('searchbox', { name: 'Find' }).fill('')
  await page.getByRole('button', { name: '3 waiting' }).click()
  await expect(page.getByRole('dialog').getByRole('listitem')).toContainText([`Rated ${title} 4.0`, 'Moved Bone to the front', 'Added Written on a train'])
  await page.getByRole('button', { name: 'Close' }).click()

  await context.setOffline(false)
  await expect(page.getByRole('button', { name: /waiting/ })).toBeHidden()
  await expect(page.getByText('13 threads', { exact: true })).toBeVisible()
  await expect(page.getByText('not sent yet')).toBeHidden()
  const reader = await client(request, program.url, name)
  expect((await reader.actions()).map((action) => action.type)).toEqual(['import', 'roll', 'rate', 'move', 'add'])
})

test('what is refused then is told, and what waited too long is asked about', async ({ page, context, request, program }) => {
  const name = await registerWithSamples(page)
  const reader = await client(request, program.url, name)
  await goTo(page, 'Queue')
  await expect(page.getByText('12 threads', { exact: true })).toBeVisible()
  await goOffline(page, context)
  await choose(page, page.getByRole('button', { name: 'What to do with Bone' }), 'To the front')
  await add(page, 'Old news')
  await expect(page.getByRole('button', { name: '2 waiting' })).toBeVisible()
  const bone = (await reader.threads()).find((thread) => thread.title === 'Bone')!
  await reader.send('DELETE', `threads/${bone.id}`)
  await page.evaluate(makeOlder)
  await page.reload()
  await expect(page.getByRole('button', { name: '2 waiting' })).toBeVisible()

  await context.setOffline(false)
  await page.getByRole('button', { name: '2 waiting' }).click()
  const lines = page.getByRole('dialog').getByRole('listitem')
  await expect(lines.first()).toContainText(`Thread ${bone.id} not found`)
  await expect(lines.last()).toContainText('It waited for more than 20 hours. Send it anyway?')
  expect(await reader.threads()).toHaveLength(11)
  await lines.first().getByRole('button', { name: 'Seen' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Send', exact: true }).click()
  await expect(lines).toHaveCount(0)
  expect((await reader.threads()).filter((thread) => thread.title === 'Old news')).toHaveLength(1)
})

/** As if the last that waits had been asked for 21 hours ago. */
function makeOlder(): Promise<void> {
  return new Promise((done) => {
    const opening = indexedDB.open('comic-pile')
    opening.onsuccess = () => {
      const store = opening.result.transaction('waiting', 'readwrite').objectStore('waiting')
      const walk = store.openCursor() as IDBRequest<IDBCursorWithValue | null>
      walk.onsuccess = () => {
        const waiting = walk.result?.value as { at: number }[] | undefined
        if (!waiting) return done()
        waiting.at(-1)!.at -= 21 * 3_600_000
        walk.result!.update(waiting)
        walk.result!.continue()
      }
    }
  })
}

test('what a tab was sending when it was closed is sent by the next one, and done once', async ({ page, context, request, program }) => {
  const name = await registerWithSamples(page)
  await roll(page)
  await page.route('**/api/rate', async (route) => {
    // It reaches the server, and its answer nobody: as when a tab is closed in that moment.
    await route.fetch()
  })
  const sent = page.waitForRequest('**/api/rate')
  await page.getByRole('button', { name: 'Save rating' }).click()
  const key = (await sent).headers()['idempotency-key']
  const reader = await client(request, program.url, name)
  await expect.poll(async () => (await reader.actions()).map((action) => action.type)).toEqual(['import', 'roll', 'rate'])
  await page.close()

  const next = await context.newPage()
  const again = next.waitForRequest('**/api/rate')
  await next.goto('/')
  expect((await again).headers()['idempotency-key']).toBe(key)
  await expect(next.getByRole('region', { name: 'Your last rating' })).toBeVisible()
  await expect(next.getByRole('button', { name: /waiting/ })).toBeHidden()
  expect((await reader.actions()).map((action) => action.type)).toEqual(['import', 'roll', 'rate'])
})

test('without a network, undo takes back what waits, and the pool is that of the queue', async ({ page, context, request, program }) => {
  const name = await registerWithSamples(page)
  await goTo(page, 'Queue')
  const rows = page.getByRole('grid', { name: 'Queue' }).getByRole('row')
  const seventh = await rows.nth(6).getByRole('button', { name: /^Move / }).getAttribute('aria-label')
  await goOffline(page, context)
  await choose(page, page.getByRole('button', { name: seventh!.replace('Move', 'What to do with') }), 'To the front')
  await expect(rows.first().getByRole('button', { name: seventh! })).toBeVisible()
  await page.getByRole('button', { name: 'In the pool' }).click()
  await expect(page.getByText('6 of 12 threads')).toBeVisible()
  await expect(rows.first().getByRole('button', { name: seventh! })).toBeVisible()
  await page.getByRole('button', { name: /^Undo: Moved/ }).click()
  await expect(page.getByRole('button', { name: '2 waiting' })).toBeVisible()
  await expect(page.getByRole('button', { name: seventh! })).toBeHidden()

  await context.setOffline(false)
  await expect(page.getByRole('button', { name: /waiting/ })).toBeHidden()
  const reader = await client(request, program.url, name)
  expect((await reader.actions()).map(({ type, undone }) => [type, undone])).toEqual([['import', false], ['move', true], ['undo', false]])
})

test('who reads the last issue of the pile without a network is told so', async ({ page, context, request, program }) => {
  const name = await register(page)
  await (await client(request, program.url, name)).importCsv('title,format,issues_remaining\nThe Last One,Trade,1')
  await roll(page)
  await goTo(page, 'Queue')
  await expect(page.getByText('One thread', { exact: true })).toBeVisible()
  await goTo(page, 'Roll')
  await goOffline(page, context)
  await page.getByRole('button', { name: 'Save rating' }).click()
  await expect(page.getByRole('heading', { name: 'Nothing left to read' })).toBeFocused()
  await page.reload()
  await expect(page.getByRole('heading', { name: 'Nothing left to read' })).toBeVisible()
  await page.getByRole('link', { name: 'What is read to the end' }).click()
  await page.getByRole('button', { name: 'Read', exact: true }).click()
  await expect(page.getByRole('link', { name: 'The Last One' })).toBeVisible()

  await context.setOffline(false)
  await expect(page.getByRole('button', { name: /waiting/ })).toBeHidden()
  await goTo(page, 'Roll')
  await expect(page.getByText('One thread is read to the end')).toBeVisible()
})

test('signing out leaves nothing of the reader on the device', async ({ page, context }) => {
  await registerWithSamples(page)
  await goTo(page, 'Queue')
  await expect(page.getByText('12 threads', { exact: true })).toBeVisible()
  await goOffline(page, context)
  await add(page, 'Sent late')
  await expect(page.getByRole('button', { name: '1 waiting' })).toBeVisible()
  await context.setOffline(false)
  await expect(page.getByRole('button', { name: /waiting/ })).toBeHidden()
  await goTo(page, 'Account')
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  expect(await page.evaluate(keptQueries)).toEqual([])
})
