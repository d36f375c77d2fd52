import { test as base, expect, type APIRequestContext, type Locator, type Page } from '@playwright/test'
import { randomUUID } from 'node:crypto'
import type { components } from '../src/api/schema'
import { Program } from './program'

export { expect }
export type Action = components['schemas']['ActionView']

/** Where pages come from; all that they ask for must be the API's or a file of the app, or of the provider that they go to. */
type Watched = { home: string; provider?: string }

/**
 * A test of a page of the program that all share; `restless` is another one, whose access tokens end soon, and which
 * may be stopped; `closed` is one in which only who is invited can register. A page that asks for anything else, or whose script fails, fails its test.
 */
export const test = base.extend<{ watched: Watched; phone: boolean }, { program: { url: string }; restless: Program; closed: Program }>({
  program: [async ({}, use) => use({ url: process.env['FLOWS_URL']! }), { scope: 'worker' }],
  restless: [
    async ({}, use) => {
      const program = await Program.started({ PILE_ACCESS_TOKEN_TTL: '15s' })
      await use(program)
      await program.end()
    },
    { scope: 'worker', timeout: 180_000 },
  ],
  closed: [
    async ({}, use) => {
      const program = await Program.started({ PILE_REGISTRATION: 'invitation' })
      await use(program)
      await program.end()
    },
    { scope: 'worker', timeout: 180_000 },
  ],
  baseURL: async ({ program }, use) => use(program.url),
  phone: async ({ isMobile }, use) => use(isMobile),
  watched: [
    async ({ context, baseURL }, use) => {
      const watched: Watched = { home: baseURL ?? '' }
      const wrong: string[] = []
      context.on('request', (request) => {
        if (!isOurs(request.url(), watched, request.resourceType())) wrong.push(`asked for ${request.url()}`)
      })
      context.on('weberror', (error) => wrong.push(String(error.error().stack)))
      context.on('console', (message) => {
        if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) wrong.push(message.text())
      })
      await use(watched)
      expect(wrong).toEqual([])
    },
    { auto: true },
  ],
})

function isOurs(url: string, { home, provider }: Watched, type: string): boolean {
  if (/^(blob|data):/.test(url) || (provider && type === 'document' && url.startsWith(`${provider}/`))) return true
  if (!url.startsWith(`${home}/`)) return false
  return type === 'document' || /^\/(api\/.*|assets\/.*|[\w-]+\.(js|svg|png|webmanifest|html))(\?.*)?$/.test(url.slice(home.length))
}

export const PASSWORD = 'correct horse'

export const newName = () => `reader-${randomUUID().slice(0, 13)}`

/** Registers in the page. @return the reader's name */
export async function register(page: Page, home = '/'): Promise<string> {
  const name = newName()
  await page.goto(home)
  await page.getByRole('button', { name: 'I am new here' }).click()
  await page.getByLabel('User name').fill(name)
  await page.getByLabel('E-mail').fill(`${name}@example.org`)
  await page.getByLabel('Password').fill(PASSWORD)
  await page.getByRole('button', { name: 'Make an account' }).click()
  await expect(page.getByRole('heading', { name: 'Your pile is empty' })).toBeVisible()
  return name
}

export async function signIn(page: Page, username: string, password = PASSWORD, home = '/'): Promise<void> {
  await page.goto(home)
  await page.getByLabel('User name').fill(username)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('navigation', { name: 'Pages' })).toBeVisible()
}

/** A reader with a pile, in a page that shows the dice. */
export async function registerWithSamples(page: Page, home = '/'): Promise<string> {
  const name = await register(page, home)
  await page.getByRole('button', { name: 'Put in twelve samples' }).click()
  await expect(page.getByText('Imported 12 threads')).toBeVisible()
  return name
}

/** Goes to a page as a reader does: by the links at the side, or, on a phone, at the foot. */
export async function goTo(page: Page, name: string): Promise<void> {
  const link = page.getByRole('navigation').getByRole('link', { name, exact: true })
  if (!(await link.isVisible())) {
    await page.getByRole('navigation').getByRole('link', { name: 'More', exact: true }).click()
    await page.getByRole('main').getByRole('link', { name, exact: true }).click()
  } else await link.click()
}

export async function roll(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Roll( again)?( R)?$/ }).click()
  await expect(page.getByText(/^You rolled/)).toBeVisible()
}

/**
 * Chooses from the menu of a thread in the queue; a menu closes where its list still scrolls. The button is held as long
 * as a finger holds it: let go at once, it is let go over a menu that is not in its place yet.
 */
export async function choose(page: Page, opener: Locator, item: string | RegExp): Promise<void> {
  await opener.scrollIntoViewIfNeeded()
  await expect(async () => {
    await opener.click({ delay: 80 })
    await page.getByRole('menuitem', { name: item }).click({ timeout: 2000 })
  }).toPass()
}

/** The same reader by another client of the API. */
export async function client(request: APIRequestContext, home: string, username: string) {
  const answer = await request.post(`${home}/api/auth/login`, { data: { username, password: PASSWORD } })
  const { access_token } = (await answer.json()) as { access_token: string }
  const headers = { Authorization: `Bearer ${access_token}` }
  return {
    /** What the reader did, oldest first. */
    actions: async () => {
      const history = await request.get(`${home}/api/undo/history?limit=100`, { headers })
      return ((await history.json()) as Action[]).toReversed()
    },
    threads: async () => (await (await request.get(`${home}/api/threads`, { headers })).json()) as { id: number; title: string }[],
    send: (method: 'POST' | 'PUT' | 'DELETE', path: string, data?: object) => request.fetch(`${home}/api/${path}`, { method, headers, data }),
    importCsv: (csv: string) =>
      request.post(`${home}/api/threads/import/csv`, { headers, multipart: { file: { name: 'pile.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) } } }),
  }
}
