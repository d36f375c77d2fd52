import type { Page } from '@playwright/test'
import { barriers } from './barriers'
import { test as base, expect, goTo, newName, PASSWORD, register } from './flow'
import { Program } from './program'
import { Provider } from './provider'

/** A program that takes the word of a provider. */
const test = base.extend<object, { provided: { url: string; provider: string } }>({
  provided: [
    async ({}, use) => {
      const provider = await Provider.started()
      const program = await Program.started(provider.settings)
      provider.knows(program.url)
      await use({ url: program.url, provider: provider.issuer })
      await program.end()
      provider.end()
    },
    { scope: 'worker', timeout: 180_000 },
  ],
  baseURL: async ({ provided }, use) => use(provided.url),
})

test.beforeEach(({ watched, provided }) => {
  watched.provider = provided.provider
})

const EMPTY = 'Your pile is empty'
const signInLink = (page: Page) => page.getByRole('link', { name: 'Sign in with Home' })

/** The provider lets the browser back into the app, which shows its pages. */
async function goOn(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Go on' }).click()
  await expect(page.getByRole('navigation', { name: 'Pages' })).toBeVisible()
}

/** Goes to the provider from the page for signing in, and says there who it is. */
async function ask(page: Page, name: string): Promise<void> {
  await signInLink(page).click()
  await page.getByLabel('Your name').fill(name)
}

async function signOut(page: Page): Promise<void> {
  await goTo(page, 'Account')
  await page.getByRole('button', { name: 'Sign out', exact: true }).click()
  await expect(signInLink(page)).toBeVisible()
}

test('somebody new gets a pile, and comes back to it', async ({ page, provided }) => {
  const name = newName()
  await page.goto('/')
  await expect(signInLink(page)).toBeVisible()
  expect(await barriers(page, 'signing in by a provider')).toEqual([])
  await ask(page, name)
  await goOn(page)
  await expect(page.getByRole('heading', { name: EMPTY })).toBeVisible()
  await expect(page).toHaveURL(`${provided.url}/`)
  await page.getByRole('button', { name: 'Put in twelve samples' }).click()
  await expect(page.getByText('Imported 12 threads')).toBeVisible()

  await signOut(page)
  await signInLink(page).click()
  await expect(page.getByText(`You are ${name}.`)).toBeVisible()
  await goOn(page)
  await goTo(page, 'Queue')
  await expect(page.getByText('12 threads', { exact: true })).toBeVisible()

  await signOut(page)
  await page.getByRole('link', { name: 'Sign out of Home, too' }).click()
  await expect(page).toHaveURL(`${provided.url}/`)
  await ask(page, name)
  await goOn(page)
  await goTo(page, 'Account')
  await expect(page.getByRole('main').getByText(name, { exact: true })).toBeVisible()
})

test('who turns back at the provider is told so once, and can go there again', async ({ page }) => {
  await page.goto('/')
  await signInLink(page).click()
  await page.getByRole('button', { name: 'Refuse' }).click()
  await expect(page.getByRole('alert')).toHaveText('You turned back at Home. Nothing has changed.')
  expect(await barriers(page, 'having turned back')).toEqual([])
  await page.reload()
  await expect(signInLink(page)).toBeVisible()
  await expect(page.getByRole('alert')).toHaveCount(0)

  await ask(page, newName())
  await goOn(page)
  await expect(page.getByRole('heading', { name: EMPTY })).toBeVisible()
  await signOut(page)
  await expect(page.getByRole('alert')).toHaveCount(0)
})

test('an account of the same address is linked by its password, and opened by the provider from then on', async ({ page }) => {
  const name = await register(page)
  await signOut(page)
  await ask(page, name)
  await page.getByRole('button', { name: 'Go on' }).click()
  await expect(page.getByRole('alert')).toContainText('There is an account here with your address.')
  expect(await barriers(page, 'linking')).toEqual([])
  const form = page.locator('form:visible')
  await expect(form.getByLabel('User name')).toBeFocused()
  await form.getByLabel('User name').fill(name)
  const link = async (password: string) => {
    await form.getByLabel('Password').fill(password)
    await form.getByRole('button', { name: 'Link and sign in' }).click()
  }
  await link('not the password')
  await expect(page.getByText('User name and password do not fit.')).toBeVisible()
  await link(PASSWORD)
  await expect(page.getByRole('heading', { name: EMPTY })).toBeVisible()

  await signOut(page)
  await expect(page.getByRole('alert')).toHaveCount(0)
  await signInLink(page).click()
  await goOn(page)
  await goTo(page, 'Account')
  await expect(page.getByRole('main').getByText(name, { exact: true })).toBeVisible()
})

test('the only way in is not unlinked, until there is a password', async ({ page }) => {
  const name = newName()
  await page.goto('/')
  await ask(page, name)
  await goOn(page)
  await goTo(page, 'Account')
  const home = page.getByRole('region', { name: 'Home' })
  const unlink = async (name = 'Unlink') => {
    await home.getByRole('button', { name }).click()
    await page.getByRole('alertdialog').getByRole('button', { name }).click()
  }
  await unlink()
  await expect(page.getByText(/^This is how you sign in\. Please set a password first/)).toBeVisible()
  await expect(home.getByRole('listitem')).toContainText(`${name}@example.org`)
  expect(await barriers(page, 'the account of a provider')).toEqual([])
  await page.getByRole('button', { name: 'Deutsch' }).click()
  await unlink('Trennen')
  await expect(page.getByText(/^Nur so meldest du dich an\./)).toBeVisible()
  await page.getByRole('button', { name: 'English' }).click()

  await expect(page.getByLabel('Current password')).toHaveCount(0)
  await page.getByLabel('New password').fill(PASSWORD)
  await page.getByRole('button', { name: 'Change password' }).click()
  await expect(page.getByText('The password is changed.')).toBeVisible()
  await unlink()
  await expect(page.getByText('Home is unlinked.')).toBeVisible()

  await home.getByRole('button', { name: 'Link my account of Home' }).click()
  await goOn(page)
  await expect(home.getByText('Your account of Home is linked.')).toBeVisible()
  await expect(home.getByRole('listitem')).toContainText(`${name}@example.org`)
})
