import type { Browser, Page } from '@playwright/test'
import { readFile } from 'node:fs/promises'
import { barriers } from './barriers'
import { choose, client, expect, goTo, newName, PASSWORD, register, registerWithSamples, signIn, test } from './flow'
import { ADMIN } from './program'

test.describe.configure({ mode: 'parallel' })

const NEW = 'horse correct'
const SIGNED_OUT = 'You have been signed out.'

/** The same reader, or another one, on a device of their own. */
async function device(browser: Browser, home: string): Promise<Page> {
  const { viewport, hasTouch, isMobile, locale, timezoneId, serviceWorkers } = test.info().project.use
  const page = await (await browser.newContext({ viewport, hasTouch, isMobile, locale, timezoneId, serviceWorkers, reducedMotion: 'reduce', baseURL: home })).newPage()
  await page.goto('/')
  return page
}

async function enter(page: Page, username: string, password: string): Promise<void> {
  await page.getByLabel('User name').fill(username)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}

/** The secret that a window shows this once; closes the window. */
async function shownOnce(page: Page, title: string | RegExp): Promise<string> {
  const window = page.getByRole('dialog', { name: title })
  const secret = await window.locator('code').innerText()
  expect(await barriers(page, String(title))).toEqual([])
  await window.getByRole('button', { name: 'Close' }).click()
  return secret
}

test('a password is changed with the old one, and other devices are signed out', async ({ page, browser, program }) => {
  const name = await register(page)
  const other = await device(browser, program.url)
  await signIn(other, name)
  await goTo(page, 'Account')
  const change = async (old: string, next: string) => {
    await page.getByLabel('Current password').fill(old)
    await page.getByLabel('New password').fill(next)
    await page.getByRole('button', { name: 'Change password' }).click()
  }
  await change('not the password', NEW)
  await expect(page.getByRole('alert')).toHaveText('The current password is wrong.')
  await change(PASSWORD, 'short')
  await expect(page.getByLabel('New password')).toHaveAccessibleDescription(/at least 8 characters/)
  await change(PASSWORD, NEW)
  await expect(page.getByText('The password is changed.')).toBeVisible()

  await expect(other.getByText(SIGNED_OUT)).toBeVisible()
  await enter(other, name, PASSWORD)
  await expect(other.getByRole('alert')).toHaveText('User name and password do not fit.')
  await enter(other, name, NEW)
  await expect(other.getByRole('heading', { name: 'Your pile is empty' })).toBeVisible()
})

test('a forgotten password is set anew by a code of an admin, once', async ({ page, browser, program }) => {
  const name = await register(page)
  const admin = await device(browser, program.url)
  await signIn(admin, ADMIN.username, ADMIN.password)
  await admin.goto('/admin')
  const make = admin.getByRole('button', { name: `What to do with ${name}` })
  const list = admin.getByRole('heading', { name: /readers$/ })
  await list.waitFor()
  // Others register meanwhile, and a page of the list has fifty.
  while (!(await make.isVisible())) {
    await admin.getByRole('button', { name: 'On', exact: true }).click({ timeout: 5000 })
    await list.waitFor()
  }
  await choose(admin, make, 'Reset code')
  const code = await shownOnce(admin, `A code for ${name}`)

  const other = await device(browser, program.url)
  await other.getByRole('button', { name: 'I have forgotten my password' }).click()
  const reset = async (by: string, next: string) => {
    await other.getByRole('textbox', { name: 'User name' }).fill(name)
    await other.getByLabel('Code').fill(by)
    await other.getByLabel('New password').fill(next)
    await other.getByRole('button', { name: 'Set the password' }).click()
  }
  await reset('wrong', NEW)
  await expect(other.getByRole('alert')).toContainText('The name or the code is wrong')
  expect(await barriers(other, 'a new password')).toEqual([])
  await reset(code, NEW)
  await expect(other.getByRole('heading', { name: 'Your pile is empty' })).toBeVisible()
  await expect(page.getByText(SIGNED_OUT)).toBeVisible()
  await page.getByRole('button', { name: 'I have forgotten my password' }).click()
  await page.getByRole('textbox', { name: 'User name' }).fill(name)
  await page.getByLabel('Code').fill(code)
  await page.getByLabel('New password').fill(PASSWORD)
  await page.getByRole('button', { name: 'Set the password' }).click()
  await expect(page.getByRole('alert')).toContainText('The name or the code is wrong')
})

test('devices are listed, and signed out one by one or all at once', async ({ page, browser, program }) => {
  const name = await register(page)
  const others = [await device(browser, program.url), await device(browser, program.url), await device(browser, program.url)]
  await signIn(others[0]!, name)
  await goTo(page, 'Account')
  const devices = page.getByRole('region', { name: 'Devices' })
  await expect(devices.getByRole('listitem')).toHaveCount(2)
  await expect(devices.getByRole('listitem').filter({ hasText: 'this one' })).toHaveCount(1)
  await expect(devices.getByRole('listitem').first()).toContainText('on the server’s own computer')
  await devices.getByRole('button', { name: /^Sign out on / }).click()
  await expect(others[0]!.getByText(SIGNED_OUT)).toBeVisible()
  await expect(devices.getByRole('listitem')).toHaveCount(1)

  for (const other of others.slice(1)) await signIn(other, name)
  await page.reload()
  await devices.getByRole('button', { name: 'Sign out everywhere else' }).click()
  await expect(page.getByText('2 devices are signed out.')).toBeVisible()
  for (const other of others.slice(1)) await expect(other.getByText(SIGNED_OUT)).toBeVisible()
  await expect(devices.getByRole('listitem')).toHaveCount(1)
  await expect(page.getByRole('button', { name: 'Sign out', exact: true })).toBeVisible()
})

test('a key lets a program in, as far as it says, until it is removed', async ({ page, request, program }) => {
  await registerWithSamples(page)
  await goTo(page, 'Account')
  const keys = page.getByRole('region', { name: 'Keys for programs' })
  await expect(keys).toContainText('There are no keys.')
  await keys.getByRole('button', { name: 'Make a key' }).click()
  const form = page.getByRole('dialog', { name: 'Make a key' })
  await form.getByLabel('What is it for?').fill('The kitchen display')
  await form.getByLabel('Good until').fill('2020-01-01')
  expect(await barriers(page, 'a new key')).toEqual([])
  await form.getByRole('button', { name: 'Make a key' }).click()
  await expect(form.getByText('This day is over.')).toBeVisible()
  await form.getByLabel('Good until').fill('')
  await form.getByRole('button', { name: 'Make a key' }).click()
  const key = await shownOnce(page, 'Your new key')
  expect(key).toMatch(/^pile_[A-Za-z0-9]{40}$/)
  await expect(keys.getByRole('listitem')).toContainText('Look at the pile · good for ever · never used')

  const headers = { Authorization: `Bearer ${key}` }
  const asked = async (path: string) => (await request.get(`${program.url}/api/${path}`, { headers })).status()
  expect(await (await request.get(`${program.url}/api/threads`, { headers })).json()).toHaveLength(12)
  expect((await request.post(`${program.url}/api/roll`, { headers })).status()).toBe(403)
  expect(await asked('account/keys')).toBe(403)
  const stranger = newName()
  await request.post(`${program.url}/api/auth/register`, { data: { username: stranger, email: `${stranger}@example.org`, password: PASSWORD } })
  const listed = page.waitForResponse('**/api/account/keys')
  await page.reload()
  const [{ id }] = (await (await listed).json()) as [{ id: number }]
  expect((await (await client(request, program.url, stranger)).send('DELETE', `account/keys/${id}`)).status()).toBe(404)

  await keys.getByRole('button', { name: 'Remove the key The kitchen display' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click()
  await expect(keys).toContainText('There are no keys.')
  await expect.poll(() => asked('threads')).toBe(401)
})

test('who is invited can register, and nobody else', async ({ browser, closed, watched }) => {
  watched.home = closed.url
  const admin = await device(browser, closed.url)
  await signIn(admin, ADMIN.username, ADMIN.password)
  await admin.goto('/admin')
  await admin.getByRole('link', { name: 'Invitations' }).click()
  const invitations = admin.getByRole('region', { name: 'Invitations' })
  await expect(invitations).toContainText('Only who has an invitation can register here.')
  const invite = async (name: string) => {
    await invitations.getByRole('button', { name: 'Make an invitation' }).click()
    const form = admin.getByRole('dialog', { name: 'Make an invitation' })
    await form.getByLabel('Whom is it for?').fill(name)
    expect(await barriers(admin, 'a new invitation')).toEqual([])
    await form.getByRole('button', { name: 'Make an invitation' }).click()
    return shownOnce(admin, 'The invitation')
  }
  const [bea, cleo] = [await invite('Bea'), await invite('Cleo')]
  await invitations.getByRole('button', { name: 'Remove the invitation: Cleo' }).click()
  await admin.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click()
  await expect(invitations.getByRole('listitem').filter({ hasText: 'Cleo' })).toHaveCount(0)

  const registered = async (code: string) => {
    const page = await device(browser, closed.url)
    const name = newName()
    await page.getByRole('button', { name: 'I am new here' }).click()
    await page.getByLabel('User name').fill(name)
    await page.getByLabel('E-mail').fill(`${name}@example.org`)
    await page.getByLabel('Password').fill(PASSWORD)
    await page.getByLabel('Invitation code').fill(code)
    await page.getByRole('button', { name: 'Make an account' }).click()
    return page
  }
  await expect((await registered('of my own')).getByRole('alert')).toContainText('The invitation is wrong, used or expired.')
  await expect((await registered(cleo)).getByRole('alert')).toContainText('The invitation is wrong, used or expired.')
  await expect((await registered(bea)).getByRole('heading', { name: 'Your pile is empty' })).toBeVisible()
  await expect((await registered(bea)).getByRole('alert')).toContainText('The invitation is wrong, used or expired.')
  await admin.reload()
  await expect(invitations.getByRole('listitem').filter({ hasText: 'Bea' })).toContainText('used')
})

test('a pile is taken along to another account, and the first one is left for good', async ({ page, browser, program }) => {
  const name = await registerWithSamples(page)
  await goTo(page, 'Account')
  const leaving = page.getByRole('region', { name: 'Take it with you, or leave' })
  const saved = page.waitForEvent('download')
  await leaving.getByRole('button', { name: 'Everything (JSON)' }).click()
  const file = { name: 'my-comic-pile.json', mimeType: 'application/json', buffer: await readFile(await (await saved).path()) }

  const other = await device(browser, program.url)
  await register(other)
  await goTo(other, 'Account')
  const bring = () => other.getByRole('region', { name: 'Take it with you, or leave' }).locator('input[type=file]').setInputFiles(file)
  await bring()
  await expect(other.getByText('Your pile is here.')).toBeVisible()
  await goTo(other, 'Queue')
  await expect(other.getByText('12 threads', { exact: true })).toBeVisible()
  await goTo(other, 'Account')
  await bring()
  await expect(other.getByText(/^There is something in your pile/)).toBeVisible()

  const ask = async (password: string) => {
    await leaving.getByRole('button', { name: 'Delete my account' }).click()
    const first = page.getByRole('dialog', { name: 'Delete my account' })
    await first.getByLabel('Password').fill(password)
    expect(await barriers(page, 'leaving')).toEqual([])
    await first.getByRole('button', { name: 'Delete my account' }).click()
    const second = page.getByRole('alertdialog', { name: 'Delete everything?' })
    await expect(second).toBeVisible()
    return second
  }
  await (await ask(PASSWORD)).getByRole('button', { name: 'Cancel' }).click()
  await (await ask('not the password')).getByRole('button', { name: 'Delete everything' }).click()
  await expect(page.getByText('The current password is wrong.')).toBeVisible()
  await (await ask(PASSWORD)).getByRole('button', { name: 'Delete everything' }).click()
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  await expect(page.getByText(SIGNED_OUT)).toBeHidden()
  await enter(page, name, PASSWORD)
  await expect(page.getByRole('alert')).toHaveText('User name and password do not fit.')
})
