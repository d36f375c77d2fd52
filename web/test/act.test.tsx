import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http } from 'msw'
import { expect, test, vi } from 'vitest'
import { chooseLanguage } from '../src/texts'
import { describe as inWords, tell } from '../src/api/words'
import { openTab, refused, server, written } from './support/tabs'

const session = { id: 1 }
const rated = { version: 7, type: 'rate', thread_title: 'Saga', values: { rating: 4.5, issues: 1 } }

test('what was done is said, and the toast takes it back and brings it back by its version', async () => {
  const sent: unknown[] = []
  server.use(
    http.post('*/api/rate', () => written(7)),
    http.post('*/api/undo', async ({ request }) => {
      sent.push(['undo', await request.json()])
      return written(8, { undone: [rated], version: 8, session })
    }),
    http.post('*/api/undo/redo', async ({ request }) => {
      sent.push(['redo', await request.json()])
      return written(9, { redone: [rated], version: 9, session })
    }),
  )
  const { act, Toasts } = await openTab()
  render(<Toasts />)
  void act({ kind: 'rate', thread_id: 3, title: 'Saga', rating: 4.5, issues_read: 1, finish_session: false })
  expect(await screen.findByText('Rated Saga 4.5')).toBeVisible()
  await userEvent.click(screen.getByRole('button', { name: 'Undo' }))
  expect(await screen.findByText('Taken back: Rated Saga 4.5')).toBeVisible()
  await userEvent.click(screen.getByRole('button', { name: 'Redo' }))
  expect(await screen.findByText('Brought back: Rated Saga 4.5')).toBeVisible()
  expect(sent).toEqual([['undo', { version: 7 }], ['redo', { version: 7 }]])
})

test('a double click does one thing, and undo as many as it is asked for', async () => {
  const sent: string[] = []
  server.use(
    http.post('*/api/threads/:id/set-pending', () => (sent.push('pick'), written(7, { status: 'pending_set', thread_id: 3 }))),
    http.post('*/api/undo', () => (sent.push('undo'), written(8, { undone: [rated], version: 8, session }))),
  )
  const { act } = await openTab()
  const pick = () => act({ kind: 'set_pending', thread_id: 3, title: 'Saga' })
  const [first, second] = await Promise.all([pick(), pick()])
  expect([first?.version, second]).toEqual([7, null])
  await pick()
  await Promise.all([act({ kind: 'undo' }), act({ kind: 'undo' })])
  expect(sent).toEqual(['pick', 'pick', 'undo', 'undo'])
})

test('what is asked again after something else is no double click', async () => {
  const sent: unknown[] = []
  server.use(
    http.post('*/api/roll/set-die', ({ request }) => (sent.push(new URL(request.url).searchParams.get('die')), written(7))),
    http.post('*/api/snooze', () => (sent.push('snooze'), written(8))),
    http.post('*/api/undo', () => (sent.push('undo'), written(9, { undone: [rated], version: 9, session }))),
    http.post('*/api/threads/import/csv', () => (sent.push('import'), written(11))),
    http.post('*/api/queue/move', async ({ request }) => (sent.push(((await request.json()) as { thread_id: number }).thread_id), written(10))),
  )
  const { act } = await openTab()
  const { actAll } = await import('../src/api/act')
  const die = (size: 6 | 8) => act({ kind: 'set_die', die: size })
  await Promise.all([die(8), die(8), die(6), die(8), die(8)])
  expect(sent.splice(0)).toEqual(['8', '6', '8'])

  const snooze = () => act({ kind: 'snooze', thread_id: 3, title: 'Saga' })
  await Promise.all([snooze(), act({ kind: 'undo' }), snooze(), act(() => ({ kind: 'undo' })), snooze(), snooze()])
  expect(sent.splice(0)).toEqual(['snooze', 'undo', 'snooze', 'undo', 'snooze'])

  const front = (thread_id: number) => ({ kind: 'move', thread_id, title: 'Saga', to: 'front' }) as const
  await Promise.all([act(front(3)), actAll([front(4), front(5)]), act(front(3)), actAll([front(3)])])
  expect(sent.splice(0)).toEqual([3, 4, 5, 3])

  const bring = (name: string) => act({ kind: 'import', file: new File(['title'], name) })
  await Promise.all([bring('a.csv'), bring('a.csv'), bring('b.csv')])
  expect(sent).toEqual(['import', 'import'])
})

test('what changed nothing is not said, and what was refused is, with the reason', async () => {
  server.use(http.post('*/api/queue/move', () => written(7)), http.post('*/api/roll', () => refused(400, 'All threads are snoozed.')))
  const { act, Toasts } = await openTab()
  render(<Toasts />)
  await act({ kind: 'move', thread_id: 3, title: 'Saga', to: 'front' })
  await userEvent.click(screen.getByRole('button', { name: 'Close this message' }))
  await act({ kind: 'move', thread_id: 3, title: 'Saga', to: 'front' })
  expect(screen.getByRole('status')).toBeEmptyDOMElement()
  await act({ kind: 'roll' })
  expect(await screen.findByText('All threads are snoozed.')).toBeVisible()
})

test('a form stays with what was typed, and says beside a field why the server refused it', async () => {
  server.use(http.post('*/api/threads', () => refused(422, 'The title holds no letter.', { title: 'Write at least one letter.' })))
  const { Toasts } = await openTab()
  const { AddThread } = await import('../src/queue/ThreadForm')
  const close = vi.fn()
  render(<><Toasts /><AddThread isOpen onClose={close} /></>)
  const user = userEvent.setup()
  await user.type(screen.getByLabelText('Title'), '!?')
  await user.click(screen.getByRole('button', { name: 'Add' }))
  await screen.findByText('Write at least one letter.')
  expect(screen.getByLabelText('Title')).toHaveValue('!?')
  expect(screen.getByLabelText('Title')).toHaveAccessibleDescription('Write at least one letter.')
  expect(close).not.toHaveBeenCalled()

  server.use(http.post('*/api/threads', () => written(3)))
  await user.click(screen.getByRole('button', { name: 'Add' }))
  await vi.waitFor(() => expect(close).toHaveBeenCalledOnce())
})

test('an action is called by its kind and its values, in the language chosen', async () => {
  const say = (type: string, thread_title: string | null, values = {}) => inWords({ type, thread_title, values })
  const all = () => [
    say('rate', 'Saga', { rating: 4.5, issues: 1 }), say('rate', 'Saga'), say('read', 'Saga', { issues: 2 }), say('move', 'Saga', { from: 3, to: 1 }),
    say('roll', 'Saga', { die: 6, result: 3 }), say('roll', 'Saga'), say('import', null, { count: 12 }), say('delete', null, { count: 2 }), say('undo', null),
  ]
  expect(all()).toEqual([
    'Rated Saga 4.5', 'Rated Saga', 'Read 2 issues of Saga', 'Moved Saga to 1', 'd6 shows 3: Saga', 'Picked Saga', 'Imported 12 threads', 'Deleted 2 threads', 'Undo',
  ])
  await chooseLanguage('de')
  expect(all()).toEqual([
    'Saga mit 4,5 gewertet', 'Saga gewertet', '2 Hefte von Saga gelesen', 'Saga an Stelle 1 bewegt', 'W6 zeigt 3: Saga', 'Saga gewählt', '12 Titel importiert', '2 Titel gelöscht', 'Rückgängig',
  ])
  // What was done comes last, and must not be cut off by the title.
  expect(say('rate', 'x'.repeat(200), { rating: 4.5 })).toBe(`${'x'.repeat(80)}… mit 4,5 gewertet`)
  expect(tell({ type: 'rate', thread_title: 'x'.repeat(200), values: { rating: 4.5 } })).toBe(`${'x'.repeat(200)} mit 4,5 gewertet`)
  await chooseLanguage('en')
})
