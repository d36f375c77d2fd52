import { client, expect, goTo, register, registerWithSamples, roll, signIn, test } from './flow'
import { ADMIN } from './program'

const TITLES = ['a'.repeat(200), 'Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen '.repeat(3).trim(), 'مغامرات تان تان والسلطعون ذو المخالب الذهبية', '👨‍👩‍👧‍👦'.repeat(20), '<b>bold</b> & "quoted"']

test('titles of every kind fit the narrowest screen', async ({ page, request, program, phone }) => {
  const name = await register(page)
  const reader = await client(request, program.url, name)
  for (const title of TITLES) await reader.send('POST', 'threads/', { title, format: 'F'.repeat(50), issues_remaining: 12 })
  const [long] = await reader.threads()
  await reader.send('POST', 'roll/override', { thread_id: long!.id })
  await reader.send('POST', 'rate/', { rating: 4.5, issues_read: 1 })
  await reader.send('POST', 'roll/override', { thread_id: long!.id })
  if (phone) await page.setViewportSize({ width: 320, height: 700 })
  for (const path of ['/', '/queue', '/undo', '/past', '/history', '/analytics', `/threads/${long!.id}`]) {
    await page.goto(path)
    await expect(page.getByText(/a{20}/).first()).toBeAttached()
    expect([path, await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)]).toEqual([path, 0])
  }
  await page.goto('/undo')
  await expect(page.getByRole('main')).toContainText(`Rated ${TITLES[0]} 4.5`)
  await page.goto('/queue')
  // Cut at its end, which is at the left.
  await expect(page.getByText(TITLES[2]!)).toHaveCSS('direction', 'rtl')
  await expect(page.getByText(TITLES[2]!)).toHaveCSS('text-align', 'left')
})

test('the way back closes a dialog, and only then leaves the page', async ({ page }) => {
  await registerWithSamples(page)
  await goTo(page, 'Queue')
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.goBack()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(page).toHaveURL(/\/queue$/)
  await page.goBack()
  await expect(page.getByRole('heading', { name: 'Roll', exact: true })).toBeAttached()
})

test('an address with no number in it is the address of nothing', async ({ page }) => {
  await register(page)
  const asked: string[] = []
  page.on('request', (request) => {
    if (request.url().includes('NaN')) asked.push(request.url())
  })
  await page.goto('/threads/saga')
  await expect(page.getByRole('heading', { name: 'There is nothing here' })).toBeVisible()
  expect(asked).toEqual([])
})

test('the time machine stays at now while the pile goes on', async ({ page, request, program }) => {
  const name = await registerWithSamples(page)
  await goTo(page, 'Time machine')
  await expect(page.getByText('Version 1 of 1', { exact: true })).toBeVisible()
  const reader = await client(request, program.url, name)
  await reader.send('POST', 'threads/', { title: 'From elsewhere', format: 'Comic', issues_remaining: 1 })
  await expect(page.getByText('Version 2 of 2', { exact: true })).toBeVisible()
  await expect(page.getByRole('slider')).toHaveValue('2')
})

test('a double click puts the samples in once, and picks a thread once', async ({ page, request, program }) => {
  const name = await register(page)
  await page.getByRole('button', { name: 'Put in twelve samples' }).dblclick()
  await expect(page.getByText('Imported 12 threads')).toBeVisible()
  const reader = await client(request, program.url, name)
  const [first] = await reader.threads()
  await page.goto(`/threads/${first!.id}`)
  await page.getByRole('main').getByRole('button', { name: 'Read this next' }).dblclick()
  await expect(page.getByText('You chose')).toBeVisible()
  expect((await reader.actions()).map((action) => action.type)).toEqual(['import', 'roll'])
})

test('a page that no way leads to shows the way that it belongs to', async ({ page, request, program, isMobile }) => {
  const name = await register(page)
  const reader = await client(request, program.url, name)
  const thread = await reader.send('POST', 'threads/', { title: 'Bone', format: 'Comic', issues_remaining: 3 })
  await page.goto(`/threads/${(await thread.json()).id}`)
  const current = page.getByRole('navigation').locator('a[aria-current]')
  await expect(current).toHaveText('Queue')
  await page.goto('/undo')
  await expect(current).toHaveText(isMobile ? 'More' : 'Undo list')
})

test('what is not there shows a way on', async ({ page }) => {
  await register(page)
  for (const path of ['/threads/999999', '/history/999999']) {
    await page.goto(path)
    await page.getByRole('link', { name: 'To the dice' }).click()
    await expect(page).toHaveURL(/\/$/)
  }
})

test('a password manager is told whose password is changed', async ({ page }) => {
  const name = await register(page)
  await page.goto('/account')
  await expect(page.locator('form', { hasText: 'New password' }).locator('input[autocomplete=username]')).toHaveValue(name)
})

test('the form to sign in fits the narrowest screen, also in German', async ({ browser, program }) => {
  const page = await browser.newPage({ viewport: { width: 320, height: 640 }, locale: 'de-DE' })
  await page.goto(program.url)
  await expect(page.getByRole('button', { name: 'Ich habe mein Passwort vergessen' })).toBeVisible()
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0)
  await page.close()
})

test('a long format leaves a list that is to be imported readable', async ({ page }) => {
  await register(page)
  await goTo(page, 'Import and export')
  const csv = `title,format,issues_remaining\nThe Sandman,${'Hardcover in a slipcase '.repeat(2)},75\n`
  await page.locator('input[type=file]').setInputFiles({ name: 'list.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) })
  const preview = page.getByRole('region', { name: 'What will be made' })
  await expect(preview.getByRole('cell', { name: '75' })).toBeVisible()
  expect(await preview.evaluate((region) => region.scrollWidth - region.clientWidth)).toBe(0)
})

test('what takes a while is seen to be under way, and done once', async ({ page, request, program }) => {
  const name = await registerWithSamples(page)
  await roll(page)
  const pick = page.getByRole('main').getByRole('region').filter({ has: page.locator('#pick') })
  await expect(pick).toHaveAttribute('aria-busy', 'false')
  await page.route('**/api/rate', async (route) => {
    await new Promise((done) => setTimeout(done, 1000))
    await route.continue()
  })
  await page.getByRole('button', { name: 'Save rating' }).click()
  await expect(page.getByRole('progressbar', { name: 'Loading' })).toBeVisible()
  await expect(pick).toHaveAttribute('aria-busy', 'true')
  await page.getByRole('button', { name: 'Snooze' }).click()
  await expect(page.getByRole('region', { name: 'Your last rating' })).toBeVisible()
  await expect(page.getByRole('progressbar', { name: 'Loading' })).toBeHidden()
  const reader = await client(request, program.url, name)
  expect((await reader.actions()).map((action) => action.type)).toEqual(['import', 'roll', 'rate'])
})

test('who has read the whole pile is told so, and gone back once it is known', async ({ page, request, program }) => {
  const name = await register(page)
  const reader = await client(request, program.url, name)
  await reader.importCsv('title,format,issues_remaining\nThe Last One,Trade,1')
  await roll(page)
  await page.getByRole('button', { name: 'Save rating' }).click()
  await expect(page.getByRole('heading', { name: 'Nothing left to read' })).toBeFocused()
  await expect(page.getByRole('region', { name: 'Your last rating' })).toContainText('You have read it to the end')
  await goTo(page, 'Queue')
  await page.getByRole('button', { name: 'What is read to the end' }).click()
  await expect(page.getByRole('link', { name: 'The Last One' })).toBeVisible()

  await goTo(page, 'Undo list')
  await page.getByRole('button', { name: /^Go back to after: d6 shows/ }).click()
  await expect(page.getByRole('listitem').filter({ hasText: /^d6 shows.*you are here$/ })).toBeVisible()
  await expect(page.getByText('you are here')).toHaveCount(2)
})

test('the undo list shows where an undo has led to, and what is said leaves the pick free', async ({ page }) => {
  await registerWithSamples(page)
  await roll(page)
  const title = await page.locator('#pick').innerText()
  const save = page.getByRole('button', { name: 'Save rating' })
  await save.click()
  await page.getByRole('button', { name: /^Undo: Rated/ }).click()
  await expect(page.getByText(/^Taken back: Rated/)).toBeVisible()
  await expect(save).toBeInViewport()
  expect(await save.evaluate((button) => {
    const { left, top, width, height } = button.getBoundingClientRect()
    return [0.02, 0.5, 0.98].map((part) => button.contains(document.elementFromPoint(left + width * part, top + height / 2)))
  })).toEqual([true, true, true])

  await goTo(page, 'Undo list')
  const here = page.getByRole('listitem').filter({ hasText: 'you are here' })
  await expect(here).toHaveText([/^Taken back: Rated/, new RegExp(`^d6 shows \\d: ${title}`)])
})

test('what an import has told an admin is there after a look at another section', async ({ page }) => {
  await signIn(page, ADMIN.username, ADMIN.password)
  await page.goto('/admin#files')
  const choosing = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Import threads' }).click()
  await (await choosing).setFiles({ name: 'one.csv', mimeType: 'text/csv', buffer: Buffer.from('title,format,issues_remaining\nSaga,Trade,many\n') })
  const told = page.getByText(/^Row 2: /)
  await expect(told).toBeVisible()
  const sections = page.getByRole('navigation', { name: 'Admin' })
  await sections.getByRole('link', { name: 'Readers' }).click()
  await expect(told).toBeHidden()
  await sections.getByRole('link', { name: 'In and out' }).click()
  await expect(told).toBeVisible()
})
