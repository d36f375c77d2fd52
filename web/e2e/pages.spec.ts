import type { Page } from '@playwright/test'
import { barriers } from './barriers'
import { expect, register, signIn, test } from './flow'
import { ADMIN } from './program'

test.describe.configure({ mode: 'parallel' })

const paths = ['/', '/queue', '/threads/1', '/history', '/history/1', '/past', '/undo', '/analytics', '/import', '/account', '/more', '/nowhere']

/** Looks for what would keep somebody out, on each page and in both colour schemes. */
async function look(page: Page, paths: string[]): Promise<void> {
  const found: string[] = []
  for (const path of paths) {
    await page.goto(path)
    await expect(page.getByRole('main').getByRole('heading', { level: 1 })).toBeAttached()
    await expect(page.getByRole('status', { name: 'Loading' })).toHaveCount(0)
    found.push(...(await barriers(page, path)))
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    if (over > 0) found.push(`${path} is ${over} px too wide`)
  }
  expect(found).toEqual([])
}

test('no page keeps anybody out, with the demo pile', async ({ page }) => {
  await page.goto('/')
  await page.getByRole('button', { name: 'Look around as the demo reader' }).click()
  await expect(page.getByRole('heading', { name: 'Roll pool' })).toBeVisible()
  await look(page, paths)
})

test('no page keeps anybody out, with an empty pile', async ({ page }) => {
  await page.goto('/')
  await look(page, ['/'])
  await register(page)
  await look(page, paths)
})

test('no page keeps anybody out, for an admin', async ({ page }) => {
  await signIn(page, ADMIN.username, ADMIN.password)
  await look(page, ['/admin', '/admin#invitations', '/admin#backups', '/admin#files', '/admin#projections'])
})

test('the roll page is soon there', async ({ page }) => {
  await page.goto('/')
  await page.getByRole('button', { name: 'Look around as the demo reader' }).click()
  const roll = page.getByRole('button', { name: /^Roll( again)?( R)?$/ })
  await roll.waitFor()
  await page.reload()
  await expect(roll).toBeEnabled()
  const usable = await page.evaluate(() => Math.round(performance.now()))
  console.log(`The roll page was usable ${usable} ms after it was asked for.`)
})
