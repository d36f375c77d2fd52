import type { Page } from '@playwright/test'
import { client, expect, newName, PASSWORD, signIn, test } from './flow'
import config from './playwright.config'

const { launchOptions } = config.use!
test.use({ launchOptions: { ...launchOptions, args: [...launchOptions!.args!, '--blink-settings=defaultFontSize=32'] } })

/** Texts that take more lines than twice their words: their letters stand one below the other. */
const columns = (page: Page) =>
  page.evaluate(() => {
    const found: string[] = []
    const texts = document.createTreeWalker(document.querySelector('main')!, NodeFilter.SHOW_TEXT)
    while (texts.nextNode()) {
      const text = texts.currentNode.textContent!.trim()
      const range = document.createRange()
      range.selectNodeContents(texts.currentNode)
      const lines = new Set([...range.getClientRects()].map((line) => Math.round(line.top))).size
      if (lines > 2 * text.split(/[\s-]+/).length) found.push(`"${text}" takes ${lines} lines`)
    }
    return found
  })

test('letters of twice the size leave every word to be read', async ({ page, phone, request, program }) => {
  const name = newName()
  await request.post(`${program.url}/api/auth/register`, { data: { username: name, email: `${name}@example.org`, password: PASSWORD } })
  const reader = await client(request, program.url, name)
  const titles = ['Saga', 'Hellboy Omnibus', 'X-Men, declustered', 'Monstress', 'The Sandman', 'Daytripper', 'Persepolis']
  await reader.importCsv(['title,format,issues_remaining', ...titles.map((title) => `"${title}",Trade,12`)].join('\n'))
  for (const rating of [4.5, 2.0, 3.5]) {
    await reader.send('POST', 'roll')
    await reader.send('POST', 'rate', { rating, issues_read: 1 })
  }
  await reader.send('POST', 'undo')
  await reader.send('POST', 'roll')
  const thread = (await reader.threads())[0]!.id

  await signIn(page, name)
  await expect(page.getByRole('button', { name: /^Save rating/ })).toBeVisible()
  const found: string[] = []
  for (const path of ['/', '/queue', `/threads/${thread}`, '/history', '/past', '/undo', '/analytics', '/account']) {
    await page.goto(path)
    await expect(page.getByRole('main').getByRole('heading', { level: 1 })).toBeAttached()
    await expect(page.getByRole('status', { name: 'Loading' })).toHaveCount(0)
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    if (wide > 0) found.push(`${path} is ${wide} px too wide`)
    found.push(...(await columns(page)).map((text) => `${path}: ${text}`))
  }
  expect(found).toEqual([])

  await page.goto('/history')
  await page.getByRole('main').getByRole('link').first().click()
  await expect(page.getByRole('heading', { name: 'Time line' })).toBeVisible()
  expect(await columns(page)).toEqual([])

  // A phone that is turned.
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.goto('/queue')
  await expect(page.getByText('7 threads')).toBeVisible()
  if (phone) await page.setViewportSize({ width: 320, height: 800 })
  const row = page.getByRole('grid', { name: 'Queue' }).getByRole('row').first()
  expect((await row.locator('[dir=auto]').boundingBox())!.width).toBeGreaterThan(160)
  const over = await row.evaluate((one) => one.scrollHeight - one.clientHeight)
  expect(over, 'what a row holds fits into it').toBeLessThanOrEqual(1)
})
