import { expect, goTo, registerWithSamples, roll, test } from './flow'

test('in German, too, are said what is refused, what was read, and which device it was', async ({ page }) => {
  await registerWithSamples(page)
  await roll(page)
  const title = await page.locator('#pick').innerText()
  await page.getByRole('button', { name: 'Save rating' }).click()
  await expect(page.getByRole('region', { name: 'Your last rating' })).toBeVisible()
  await goTo(page, 'Account')
  await page.getByRole('button', { name: 'Deutsch' }).click()
  await page.getByLabel('Jetziges Passwort').fill('nicht das Passwort')
  await page.getByLabel('Neues Passwort').fill('ein neues Passwort')
  await page.getByRole('button', { name: 'Passwort ändern' }).click()
  await expect(page.getByRole('alert')).toHaveText('Das jetzige Passwort stimmt nicht.')
  await expect(page.getByRole('region', { name: 'Geräte' }).getByRole('listitem')).toContainText('am Rechner des Servers')
  await goTo(page, 'Verlauf')
  await page.getByRole('main').getByRole('link').first().click()
  await expect(page.getByRole('region', { name: 'Kurz' })).toContainText(`${title} (4,0 von 5)`)
})
