import type { Locator, Page } from '@playwright/test'
import { client, expect, goTo, newName, PASSWORD, register, registerWithSamples, roll, test } from './flow'

/** Goes on by Tab until something has the focus. */
async function tabTo(page: Page, goal: Locator): Promise<void> {
  for (let steps = 0; steps < 60; steps++) {
    if (await goal.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  await expect(goal).toBeFocused()
}

test('by the keyboard alone', async ({ page }) => {
  const keys = page.keyboard
  const name = newName()
  await page.goto('/')
  await expect(page.getByLabel('User name')).toBeFocused()
  await tabTo(page, page.getByRole('button', { name: 'I am new here' }))
  await keys.press('Enter')
  await keys.press('Shift+Tab')
  await tabTo(page, page.getByLabel('User name'))
  await keys.type(name)
  await keys.press('Tab')
  await keys.type(`${name}@example.org`)
  await keys.press('Tab')
  await keys.type(PASSWORD)
  await keys.press('Enter')
  await expect(page.getByRole('heading', { name: 'Your pile is empty' })).toBeVisible()
  await tabTo(page, page.getByRole('button', { name: 'Put in twelve samples' }))
  await keys.press('Enter')
  await expect(page.getByText('Imported 12 threads')).toBeVisible()

  await keys.press('?')
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible()
  await keys.press('Escape')
  await keys.press('r')
  await expect(page.locator('#pick')).toBeFocused()
  const picked = (await page.locator('#pick').textContent())!
  await keys.press('5')
  await keys.press('5')
  await keys.press('ArrowLeft')
  await keys.press('Enter')
  await expect(page.getByRole('region', { name: 'Your last rating' })).toContainText('4.0')
  // The focus does not go with what was rated: the next step is the next roll.
  await expect(page.getByRole('button', { name: /^Roll( R)?$/ })).toBeFocused()
  await keys.press('Control+z')
  await expect(page.locator('#pick')).toBeVisible()
  await keys.press('Control+Shift+z')
  await expect(page.locator('#pick')).toBeHidden()

  await tabTo(page, page.getByRole('navigation').getByRole('link', { name: 'Queue' }))
  await keys.press('Enter')
  await expect(page.getByText('12 threads', { exact: true })).toBeVisible()
  const rows = page.getByRole('grid', { name: 'Queue' }).getByRole('row')
  // Rated well, it has come to the front.
  await expect(rows.first()).toContainText(picked)
  const first = (await rows.first().getByRole('button', { name: /^Move / }).getAttribute('aria-label'))!
  await tabTo(page, rows.first())
  await keys.press('ArrowRight')
  await expect(rows.first().getByRole('button', { name: first })).toBeFocused()
  await keys.press('Enter')
  await expect(page.getByRole('button', { name: /^Insert/ }).first()).toBeAttached()
  await keys.press('ArrowDown')
  await keys.press('ArrowDown')
  await keys.press('Enter')
  await expect(rows.first().getByRole('button', { name: first })).toBeHidden()
  await keys.press('Control+z')
  await expect(rows.first().getByRole('button', { name: first })).toBeVisible()
})

test('the focus is always somewhere', async ({ page }) => {
  await registerWithSamples(page)
  const again = page.getByRole('button', { name: /^Roll( R)?$/ })
  for (const name of ['Save rating', 'Read, no rating', 'Snooze']) {
    await roll(page)
    await expect(page.locator('#pick')).toBeFocused()
    await page.getByRole('button', { name, exact: true }).click()
    await expect(again).toBeFocused()
  }

  await roll(page)
  const picked = (await page.locator('#pick').textContent())!
  await page.getByRole('button', { name: 'Choose another' }).click()
  await page.getByRole('dialog').getByRole('button').filter({ hasNotText: picked }).nth(1).click()
  await expect(page.locator('#pick')).not.toHaveText(picked)
  await expect(page.locator('#pick')).toBeFocused()

  await page.route('**/api/rate', (route) => route.fulfill({ status: 400, json: { detail: 'Not now.' } }))
  await page.getByRole('button', { name: 'Save rating' }).click()
  await expect(page.getByText('Not now.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Save rating' })).toBeFocused()
})

test('the focus goes to what can be done next where all are snoozed, and where one wakes', async ({ page, request, program }) => {
  const name = await register(page)
  await (await client(request, program.url, name)).importCsv('title,format,issues_remaining\nBone,Trade,3\nSaga,Trade,3')
  const wake = page.getByRole('button', { name: /^Wake / })
  for (const sleeping of [1, 2]) {
    await roll(page)
    await page.getByRole('button', { name: 'Snooze' }).click()
    await expect(page.getByRole('button', { name: /^Wake (Bone|Saga)$/ })).toHaveCount(sleeping)
  }
  await expect(page.getByText('Every thread is snoozed.')).toBeVisible()
  await expect(page.getByRole('button', { name: /^Wake (Bone|Saga)$/ }).first()).toBeFocused()
  expect(await page.evaluate(() => {
    const { left, top, width, height } = document.activeElement!.getBoundingClientRect()
    return document.activeElement!.contains(document.elementFromPoint(left + width / 2, top + height / 2))
  })).toBe(true)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: /^Wake (Bone|Saga)$/ })).toHaveCount(1)
  await expect(wake).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: /^Roll( R)?$/ })).toBeFocused()
})

test('who wakes the last one is not told meanwhile that nothing is left', async ({ page, request, program }) => {
  const name = await register(page)
  await (await client(request, program.url, name)).importCsv('title,format,issues_remaining\nBone,Trade,0\nSaga,Trade,3')
  await roll(page)
  await page.getByRole('button', { name: 'Snooze' }).click()
  await expect(page.getByText('Every thread is snoozed.')).toBeVisible()
  let answer = () => {}
  const may = new Promise<void>((done) => (answer = done))
  await page.route('**/api/roll/pool', async (route) => {
    await may
    await route.continue()
  })
  await page.getByRole('button', { name: 'Wake Saga' }).click()
  await expect(page.getByRole('status', { name: 'Loading' })).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Nothing left to read' })).toHaveCount(0)
  answer()
  await expect(page.getByRole('button', { name: /^Roll( R)?$/ })).toBeFocused()
})

test('the focus is on the page that a link of the page before has led to', async ({ page }) => {
  await registerWithSamples(page)
  await goTo(page, 'Queue')
  const first = page.getByRole('grid', { name: 'Queue' }).getByRole('row').first()
  await first.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'What happened' })).toBeVisible()
  await expect(page.getByRole('main')).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('button', { name: 'Read this next' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.locator('#pick')).toBeVisible()
  await expect(page.getByRole('main')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: /^Roll( R)?$/ })).toBeFocused()
})
