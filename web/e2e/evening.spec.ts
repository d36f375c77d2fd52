import { choose, expect, goTo, register, roll, test } from './flow'

test.use({ contextOptions: { reducedMotion: 'no-preference' } })

test('an evening, from registering to undoing everything', async ({ page, phone }) => {
  test.slow()
  await register(page)
  await page.getByRole('button', { name: 'Put in twelve samples' }).click()
  await expect(page.getByText('Imported 12 threads')).toBeVisible()

  await roll(page)
  await page.getByRole('slider', { name: 'Rating' }).press('ArrowRight')
  await page.getByRole('button', { name: 'Save rating' }).click()
  await expect(page.getByRole('region', { name: 'Your last rating' })).toContainText('It went to the front · d6 → d4')

  await page.getByRole('button', { name: /^Undo: Rated/ }).click()
  await expect(page.getByText(/^Taken back: Rated/)).toBeVisible()
  await page.getByRole('button', { name: /^Redo: Rated/ }).click()
  await expect(page.getByText(/^Brought back: Rated/)).toBeVisible()

  await roll(page)
  await page.getByRole('button', { name: 'Snooze' }).click()
  await expect(page.getByRole('heading', { name: 'Snoozed' })).toBeVisible()
  await page.getByRole('button', { name: /^Wake / }).click()
  await expect(page.getByRole('heading', { name: 'Snoozed' })).toBeHidden()

  await page.getByRole('button', { name: 'Choose another' }).click()
  await page.getByLabel('Find a thread').fill('aki')
  await page.getByRole('dialog').getByRole('button', { name: /Akira/ }).click()
  await expect(page.getByText('You chose', { exact: true })).toBeVisible()
  // What was picked is on the page; a message would lie over what can be done with it.
  await expect(page.getByRole('region', { name: 'Messages' })).toHaveText('')
  await expect(page.getByText('d6 shows 0')).toHaveCount(0)
  await page.getByRole('button', { name: 'Read, no rating' }).click()
  await expect(page.getByText('Read an issue of Akira')).toBeVisible()
  await page.getByRole('button', { name: 'd12', exact: true }).click()
  await expect(page.getByText('The die is a d12')).toBeVisible()
  await page.getByRole('button', { name: 'Finish session' }).click()
  await expect(page.getByText('Finished the session')).toBeVisible()

  await goTo(page, 'Queue')
  await expect(page.getByText('12 threads', { exact: true })).toBeVisible()
  const rows = page.getByRole('grid', { name: 'Queue' }).getByRole('row')
  const fifth = await rows.nth(4).getByRole('button', { name: /^What to do with / }).getAttribute('aria-label')
  await choose(page, rows.nth(4).getByRole('button', { name: /^What to do with / }), 'To the front')
  await expect(rows.first().getByRole('button', { name: fifth! })).toBeVisible()
  await choose(page, rows.nth(1).getByRole('button', { name: /^What to do with / }), /^Edit/)
  await page.getByLabel('Notes').fill('Read it slowly')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(rows.nth(1)).toContainText('Read it slowly')
  await expect.poll(() => rows.nth(1).evaluate((row) => row.contains(document.activeElement))).toBe(true)
  if (!phone) {
    const third = await rows.nth(2).getByRole('button', { name: /^Move / }).getAttribute('aria-label')
    await rows.nth(2).dragTo(rows.nth(0), { sourcePosition: { x: 300, y: 30 }, targetPosition: { x: 300, y: 5 } })
    await expect(rows.first().getByRole('button', { name: third! })).toBeVisible()
  }
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await page.getByRole('dialog').getByLabel('Title').fill('Palomar')
  await page.getByRole('dialog').getByRole('button', { name: 'Add' }).click()
  await expect(page.getByText('13 threads', { exact: true })).toBeVisible()

  await goTo(page, 'History')
  await page.getByRole('main').getByRole('link').first().click()
  await expect(page.getByRole('heading', { name: 'Time line' })).toBeVisible()
  await goTo(page, 'Numbers')
  await expect(page.getByRole('heading', { name: 'A year of reading' })).toBeVisible()

  await goTo(page, 'Time machine')
  const slider = page.getByRole('slider', { name: 'Version of the pile' })
  await slider.press('ArrowLeft')
  await slider.press('ArrowLeft')
  await page.getByRole('button', { name: 'Go back to here' }).click()
  await expect(page.getByText('Went back', { exact: true })).toBeVisible()

  await goTo(page, 'Roll')
  const undo = page.getByRole('button', { name: /^Undo: / })
  const empty = page.getByRole('heading', { name: 'Your pile is empty' })
  await expect(async () => {
    if (!(await empty.isVisible())) await undo.click({ timeout: 1000 })
    await expect(empty).toBeVisible({ timeout: 100 })
  }).toPass({ intervals: [50], timeout: 60_000 })
  await goTo(page, 'Undo list')
  await expect(page.getByRole('main')).toContainText('undone')
})
