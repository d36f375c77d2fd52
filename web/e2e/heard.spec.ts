import { expect, goTo, PASSWORD, register, registerWithSamples, roll, signIn, test } from './flow'

test('what a way or a sign-in has led to is said', async ({ page, browser, program }) => {
  const said = page.locator('#root > [aria-live=polite]')
  const name = await register(page)
  await expect(page).toHaveTitle('Roll – Comic Pile')
  await expect(said).toHaveText('Roll')
  await goTo(page, 'Queue')
  await expect(said).toHaveText('Queue')
  await goTo(page, 'Account')
  await expect(said).toHaveText('Account')
  await page.getByRole('button', { name: 'Sign out', exact: true }).click()
  await expect(page).toHaveTitle('Sign in – Comic Pile')
  await expect(said).toHaveText('Sign in')

  const context = await browser.newContext()
  const other = await context.newPage()
  await signIn(other, name, PASSWORD, program.url)
  await expect(other.locator('#root > [aria-live=polite]')).toHaveText('Roll')
  await context.close()
})

test('a rating by a key of the page is said', async ({ page }) => {
  await registerWithSamples(page)
  await roll(page)
  const said = page.getByRole('main').locator('[aria-live=polite]')
  await expect(said.filter({ hasText: 'stars' })).toHaveCount(0)
  await page.keyboard.press('3')
  await expect(said.filter({ hasText: '3.0 of 5 stars' })).toBeAttached()
  await page.keyboard.press('ArrowRight')
  await expect(said.filter({ hasText: '3.5 of 5 stars' })).toBeAttached()
})

test('the focus stays where it was when what had it goes', async ({ page }) => {
  await registerWithSamples(page)
  await page.getByRole('button', { name: 'd12', exact: true }).click()
  await page.getByRole('button', { name: 'Back to the ladder' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByText('The die is back on the ladder')).toBeVisible()
  await expect(page.getByRole('button', { name: 'd12', exact: true })).toBeFocused()

  await goTo(page, 'Queue')
  const grid = page.getByRole('grid', { name: 'Queue' })
  await grid.getByRole('row').nth(1).focus()
  await page.keyboard.press('Space')
  await page.getByRole('toolbar').getByRole('button', { name: 'Back', exact: true }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('toolbar')).toBeHidden()
  await expect(page.getByText(/^Moved .* to the back$/)).toBeVisible()
  await expect(grid.locator(':focus')).toBeAttached()
  await page.getByRole('region', { name: 'Messages' }).getByRole('button', { name: 'Undo' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByText(/^Taken back/)).toBeVisible()
  await expect(grid.locator(':focus')).toBeAttached()

  await goTo(page, 'Account')
  await page.getByRole('button', { name: 'Deutsch' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Konto' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Deutsch' })).toBeFocused()
  await expect(page.getByRole('button', { name: 'English' })).toHaveAttribute('lang', 'en')
})

test('what is enlarged to four times its size shows what has the focus', async ({ page }) => {
  await registerWithSamples(page)
  await page.setViewportSize({ width: 320, height: 400 })
  const covered: string[] = []
  for (const path of ['/', '/undo', '/past', '/analytics']) {
    await page.goto(path)
    await expect(page.getByRole('main').getByRole('heading', { level: 1 })).toBeAttached()
    await expect(page.getByRole('status', { name: 'Loading' })).toHaveCount(0)
    for (let step = 0; step < 40; step++) {
      await page.keyboard.press('Tab')
      const hidden = await page.evaluate(() => {
        const at = document.activeElement!
        if (!at.closest('main') || at.matches('input')) return null
        const { left, right, top, bottom } = at.getBoundingClientRect()
        const seen = [top + 2, (top + bottom) / 2, bottom - 2].map((y) => document.elementFromPoint((left + right) / 2, y))
        return seen.some((one) => one && (at.contains(one) || one.contains(at))) ? null : at.textContent
      })
      if (hidden !== null) covered.push(`${path}: ${hidden}`)
    }
  }
  expect(covered).toEqual([])
})

test('what is chosen is seen also in colours that the system forces', async ({ page }) => {
  await registerWithSamples(page)
  await page.emulateMedia({ forcedColors: 'active' })
  const colour = (name: string) => page.getByRole('button', { name, exact: true }).evaluate((button) => getComputedStyle(button).backgroundColor)
  expect(await colour('d6')).not.toBe(await colour('d8'))
  await goTo(page, 'Queue')
  const rows = page.getByRole('grid', { name: 'Queue' }).getByRole('row')
  await rows.first().focus()
  await page.keyboard.press('ArrowDown')
  await expect(rows.nth(1)).toBeFocused()
  await expect(rows.nth(1)).toHaveCSS('outline-style', 'solid')
})

test('Tab goes by the pictures of the numbers, which are not there for who does not see them', async ({ page }) => {
  await registerWithSamples(page)
  await roll(page)
  await page.getByRole('button', { name: 'Save rating' }).click()
  await expect(page.getByRole('region', { name: 'Your last rating' })).toBeVisible()
  await goTo(page, 'Numbers')
  await expect(page.getByRole('heading', { name: 'Best rated' })).toBeVisible()
  await expect(page.locator('svg .recharts-bar').first()).toBeAttached()
  const stops: string[] = []
  for (let step = 0; step < 60; step++) {
    await page.keyboard.press('Tab')
    const picture = await page.evaluate(() => document.activeElement!.closest('main [aria-hidden=true]') && document.activeElement!.outerHTML.slice(0, 80))
    if (picture) stops.push(picture)
  }
  expect(stops).toEqual([])
})
