import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, newName, register, test } from './flow'

/** A device of the browser's own that has passkeys and knows its holder. */
async function device(page: Page) {
  const browser = await page.context().newCDPSession(page)
  await browser.send('WebAuthn.enable')
  const { authenticatorId } = await browser.send('WebAuthn.addVirtualAuthenticator', {
    options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
  })
  return {
    recognises: (holder: boolean) => browser.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: holder }),
    passkeys: async () => (await browser.send('WebAuthn.getCredentials', { authenticatorId })).credentials.length,
  }
}

async function signOut(page: Page): Promise<void> {
  await page.goto('/account')
  await page.getByRole('main').getByRole('button', { name: 'Sign out' }).first().click()
  await expect(page.getByRole('button', { name: 'Use a passkey' })).toBeVisible()
}

test('a passkey is made, named, signs in without a name, and is removed', async ({ page }) => {
  const { recognises, passkeys } = await device(page)
  const name = await register(page)
  await page.goto('/account')
  const section = page.getByRole('region', { name: 'Passkeys' })
  await section.getByRole('button', { name: 'Make a passkey' }).click()
  await page.getByLabel('What device is it on?').fill('Desk')
  await page.getByRole('dialog').getByRole('button', { name: 'Make a passkey' }).click()
  await expect(section.getByText('Desk')).toBeVisible()
  expect(await passkeys()).toBe(1)

  await section.getByRole('button', { name: 'Rename the passkey Desk' }).click()
  await page.getByLabel('What device is it on?').fill('Old desk')
  await page.getByRole('dialog').getByRole('button', { name: 'Rename' }).click()
  await expect(section.getByText('Old desk')).toBeVisible()
  const { violations } = await new AxeBuilder({ page }).include('[aria-labelledby=passkeys]').analyze()
  expect(violations.map(({ id }) => id)).toEqual([])

  await signOut(page)
  await page.getByRole('button', { name: 'Use a passkey' }).click()
  await expect(page.getByRole('navigation', { name: 'Pages' })).toBeVisible()
  await page.goto('/account')
  await expect(page.getByRole('main').getByText(name, { exact: true })).toBeVisible()
  await page.reload()
  await expect(section.getByText(/used/)).toBeVisible()

  await section.getByRole('button', { name: 'Remove the passkey Old desk' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click()
  await expect(section.getByText('Old desk')).toHaveCount(0)
  await signOut(page)
  await recognises(true)
  await page.getByRole('button', { name: 'Use a passkey' }).click()
  await expect(page.getByRole('alert')).toContainText('This passkey opens nothing here.')
})

test('whom the device does not recognise is not signed in', async ({ page }) => {
  const { recognises } = await device(page)
  await register(page)
  await page.goto('/account')
  const section = page.getByRole('region', { name: 'Passkeys' })
  await section.getByRole('button', { name: 'Make a passkey' }).click()
  await page.getByLabel('What device is it on?').fill(newName())
  await page.getByRole('dialog').getByRole('button', { name: 'Make a passkey' }).click()
  await expect(section.getByRole('listitem')).toHaveCount(1)
  await signOut(page)
  await recognises(false)

  await page.getByRole('button', { name: 'Use a passkey' }).click()

  await expect(page.getByRole('button', { name: 'Use a passkey' })).toBeEnabled()
  await expect(page.getByRole('navigation', { name: 'Pages' })).toHaveCount(0)
})
