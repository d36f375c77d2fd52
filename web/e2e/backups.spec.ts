import { expect, signIn, test } from './flow'
import { ADMIN } from './program'

test.use({ baseURL: async ({ restless }, use) => use(restless.url) })

test('an admin backs up and goes back to that, asked twice', async ({ page }) => {
  await signIn(page, ADMIN.username, ADMIN.password)
  await page.goto('/admin#backups')
  await page.getByRole('button', { name: 'Back up now' }).click()
  await expect(page.getByText(/^Backed up: comic-pile-/)).toBeVisible()
  await page.getByRole('button', { name: /^Restore the backup of/ }).first().click()
  await page.getByRole('alertdialog', { name: /^Go back to/ }).getByRole('button', { name: 'Restore' }).click()
  await page.getByRole('alertdialog', { name: 'Really go back?' }).getByRole('button', { name: 'Go back' }).click()
  await expect(page.getByText('Comic Pile starts anew …')).toBeVisible()

  await expect(page.getByLabel('User name')).toBeVisible()
  await expect(async () => expect((await page.request.get('/health')).status()).toBe(200)).toPass({ timeout: 60_000 })
  await signIn(page, ADMIN.username, ADMIN.password)
  await page.goto('/admin#backups')
  await expect(page.getByRole('button', { name: /^Restore the backup of/ })).not.toHaveCount(0)
})
