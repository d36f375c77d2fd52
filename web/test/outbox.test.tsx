import { render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { describe, expect, test, vi } from 'vitest'
import type { Write } from '../src/api/writes'
import { closeTabs, keptWrites, openTab, refused, server, written } from './support/tabs'

const rate: Write = { kind: 'rate', thread_id: 3, title: 'Saga', rating: 4.5, issues_read: 1, finish_session: false }
const move: Write = { kind: 'move', thread_id: 3, title: 'Saga', to: 'front' }
const keyOf = (request: Request) => request.headers.get('Idempotency-Key')

const noNetwork = () => server.use(http.post('*/api/rate', () => HttpResponse.error()), http.post('*/api/queue/move', () => HttpResponse.error()))

describe('a write', () => {
  test('whose tab is closed before the answer is sent again by the next one, under its key', async () => {
    const keys: (string | null)[] = []
    server.use(http.post('*/api/rate', ({ request }) => {
      keys.push(keyOf(request))
      return keys.length === 1 ? new Promise<never>(() => {}) : written(5)
    }))
    const first = await openTab()
    void first.submit(rate, 'the key')
    await expect.poll(() => keys).toEqual(['the key'])
    closeTabs()

    const next = await openTab()
    await next.startOutbox()
    await expect.poll(() => keys).toEqual(['the key', 'the key'])
    await expect.poll(keptWrites).toEqual([])
  })

  test('that another tab has sent meanwhile is answered all the same', async () => {
    const keys: (string | null)[] = []
    server.use(http.post('*/api/rate', ({ request }) => {
      keys.push(keyOf(request))
      return written(5)
    }))
    const [one, other] = [await openTab(), await openTab()]
    const [done] = await Promise.all([one.submit(rate, 'the key'), other.flush()])
    expect(done?.version).toBe(5)
    expect(new Set(keys)).toEqual(new Set(['the key']))
    expect(await keptWrites()).toEqual([])
  })

  test('that is refused is not kept', async () => {
    server.use(http.post('*/api/rate', () => refused(409, 'That is not the pick.')))
    const tab = await openTab()
    await expect(tab.submit(rate, 'the key')).rejects.toThrow('That is not the pick.')
    expect(await keptWrites()).toEqual([])
  })
})

describe('what waits for a network', () => {
  test('is sent in its order, and an undo of one of it names the version that it got', async () => {
    noNetwork()
    const tab = await openTab()
    expect(await tab.submit(rate, 'first')).toBeNull()
    expect(await tab.submit({ kind: 'undo', of: 'first' }, 'second')).toBeNull()
    expect(await tab.submit(move, 'third')).toBeNull()

    const sent: unknown[] = []
    const heard = (name: string, version: number) => async ({ request }: { request: Request }) => {
      sent.push([name, keyOf(request), await request.json()])
      return written(version)
    }
    server.use(http.post('*/api/rate', heard('rate', 8)), http.post('*/api/undo', heard('undo', 9)), http.post('*/api/queue/move', heard('move', 10)))
    await tab.flush()
    expect(sent).toEqual([
      ['rate', 'first', { thread_id: 3, rating: 4.5, issues_read: 1, finish_session: false }],
      ['undo', 'second', { version: 8 }],
      ['move', 'third', { thread_id: 3, to: 'front' }],
    ])
    expect(await keptWrites()).toEqual([])
  })

  test('that turns out to change nothing leaves no undo behind', async () => {
    noNetwork()
    const tab = await openTab()
    await tab.submit(rate, 'first')
    await tab.submit(move, 'second')
    await tab.submit({ kind: 'undo', of: 'second' }, 'third')
    let undone = 0
    server.use(http.post('*/api/rate', () => written(8)), http.post('*/api/queue/move', () => written(8)), http.post('*/api/undo', () => written(8 + ++undone)))
    await tab.flush()
    expect(undone).toBe(0)
    expect(await keptWrites()).toEqual([])
  })

  test('is shown, with why it was refused, and asked about after 20 hours', async () => {
    noNetwork()
    const tab = await openTab()
    await tab.submit(rate, 'first')
    vi.useFakeTimers({ now: Date.now() + 21 * 3_600_000, toFake: ['Date'] })
    await tab.submit(move, 'second')
    const { WaitingWrites } = await import('../src/offline/WaitingWrites')
    render(<WaitingWrites />)
    await userEvent.click(await screen.findByRole('button', { name: '2 waiting' }))
    const lines = within(screen.getByRole('dialog')).getAllByRole('listitem')
    expect(lines[0]).toHaveTextContent('Rated Saga 4.5It waited for more than 20 hours. Send it anyway?')
    expect(lines[1]).toHaveTextContent('Moved Saga to the front')

    const keys: (string | null)[] = []
    server.use(
      http.post('*/api/rate', ({ request }) => {
        keys.push(keyOf(request))
        return refused(409, 'That is not the pick.')
      }),
      http.post('*/api/queue/move', ({ request }) => {
        keys.push(keyOf(request))
        return written(8)
      }),
    )
    await userEvent.click(within(lines[0]!).getByRole('button', { name: 'Send' }))
    expect(await screen.findByText('That is not the pick.')).toBeVisible()
    expect(keys).toEqual([expect.not.stringMatching('first'), 'second'])
    await userEvent.click(screen.getByRole('button', { name: 'Seen' }))
    await expect.poll(keptWrites).toEqual([])
    vi.useRealTimers()
  })
})
