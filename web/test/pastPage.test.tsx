import { QueryClientProvider } from '@tanstack/react-query'
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { afterEach, expect, test, vi } from 'vitest'
import type { Stop } from '../src/past/stops'
import { openTab, server, written } from './support/tabs'

/** What the page has asked for and the test has yet to answer. */
const { asked, ask } = vi.hoisted(() => {
  const asked: { found: (stop: Stop) => void; failed: (why: Error) => void }[] = []
  return { asked, ask: () => new Promise<Stop>((found, failed) => asked.push({ found, failed })) }
})
vi.mock('../src/past/stops', () => ({ previousStop: ask, nextStop: ask, stopAt: ask, stopOn: ask }))

const session = { id: 1, current_die: 6, started_at: null, ended_at: null, pending_thread_id: null, snoozed_thread_ids: [] }

// A page that is still there would hear the keys of the next.
afterEach(cleanup)

/** The past of a pile that is at version 10. */
async function show() {
  let now = 10
  asked.length = 0
  server.use(
    http.get('*/api/history/state', ({ request }) => {
      const version = Number(new URL(request.url).searchParams.get('version') ?? now)
      return HttpResponse.json({ version, at: '2026-03-01T12:00:00Z', queue: [], completed: [], session })
    }),
    http.post('*/api/undo/restore', () => written(++now)),
  )
  await openTab()
  const { queryClient } = await import('../src/api/pile')
  const { PastPage } = await import('../src/pages/PastPage')
  render(<QueryClientProvider client={queryClient}><PastPage /></QueryClientProvider>)
  await screen.findByText('Version 10 of 10')
}

function stepBack() {
  fireEvent.keyDown(document.body, { key: 'ArrowLeft' })
  return asked.at(-1)!
}
const find = ({ found }: { found: (stop: Stop) => void }, version: number) => act(async () => found({ version, type: null, title: null }))

test('a request that fails late says nothing over what a newer one has found', async () => {
  await show()
  const older = stepBack()
  await find(stepBack(), 9)
  await act(async () => older.failed(new Error('Not now.')))
  expect(screen.getByText('Version 9 of 10')).toBeVisible()
  expect(screen.queryByText('Not now.')).toBeNull()

  const latest = stepBack()
  await act(async () => latest.failed(new Error('Not now.')))
  expect(screen.getByText('Not now.')).toBeVisible()
})

test('who has gone back is now, whatever was asked for before', async () => {
  await show()
  await find(stepBack(), 9)
  const late = stepBack()
  await userEvent.click(screen.getByRole('button', { name: 'Go back to here' }))
  await screen.findByText('Version 11 of 11')
  await find(late, 8)
  expect(screen.getByText('Version 11 of 11')).toBeVisible()
})

test('what is found late does not move a slider that is being pulled', async () => {
  await show()
  const late = stepBack()
  fireEvent.change(screen.getByRole('slider'), { target: { value: '4' } })
  await find(late, 9)
  expect(screen.getByText('Version 4 of 10')).toBeVisible()
})
