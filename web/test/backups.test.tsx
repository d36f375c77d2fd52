import { QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { expect, test } from 'vitest'
import { openTab, refused, server } from './support/tabs'

const good = { name: 'comic-pile-20260301T033000Z-7.zip', created_at: '2026-03-01T03:30:00Z', bytes: 2_500_000, events: 4211, accounts: 3, state: 'good', checked_at: '2026-03-01T03:30:02Z', problem: null }
const damaged = { ...good, name: 'comic-pile-20260228T033000Z-7.zip', created_at: '2026-02-28T03:30:00Z', state: 'damaged', checked_at: null, problem: 'It is not a whole backup.' }
const overview = { unavailable: null, folder: '/data/backups', time: '03:30', keep: 7, next_at: '2026-03-02T03:30:00Z', last_failure: null, restorable: true, backups: [good, damaged] }

async function show(shown: object, language: 'en' | 'de' = 'en') {
  server.use(http.get('*/api/admin/backups', () => HttpResponse.json({ ...overview, ...shown })))
  await openTab()
  const { chooseLanguage } = await import('../src/texts')
  await chooseLanguage(language, false)
  const { queryClient } = await import('../src/api/pile')
  const { Backups } = await import('../src/admin/Backups')
  render(<QueryClientProvider client={queryClient}><Backups /></QueryClientProvider>)
}

test('going back to a backup is asked for twice', async () => {
  const restored: string[] = []
  server.use(
    http.post('*/api/admin/backups/:name/restore', ({ params }) => {
      restored.push(String(params['name']))
      return refused(400, 'Not now.')
    }),
  )
  await show({})
  const user = userEvent.setup()
  await user.click(await screen.findByRole('button', { name: /^Restore the backup of/ }))
  await user.click(within(await screen.findByRole('alertdialog', { name: /^Go back to/ })).getByRole('button', { name: 'Restore' }))
  const second = await screen.findByRole('alertdialog', { name: 'Really go back?' })
  expect(restored).toEqual([])
  await user.click(within(second).getByRole('button', { name: 'Go back' }))
  await expect.poll(() => restored).toEqual([good.name])
})

test('a damaged one is named and cannot be gone back to', async () => {
  await show({ backups: [damaged] })
  await screen.findByText('damaged')
  expect(screen.getByText(/It is not a whole backup\./)).toBeInTheDocument()
  expect(screen.queryByRole('button', { name: /^Restore/ })).toBeNull()
})

test('the last failure is said', async () => {
  await show({ last_failure: { at: '2026-03-01T03:30:00Z', message: 'The backup failed: No space left on device.' } })
  expect(await screen.findByRole('alert')).toHaveTextContent('The backup failed: No space left on device.')
})

test('where none can be made, it is said why and what to do', async () => {
  await show({ unavailable: 'The events are on an Axon Server.', backups: [], next_at: null, restorable: false })
  await screen.findByText('The events are on an Axon Server.')
  expect(screen.queryByRole('button', { name: 'Back up now' })).toBeNull()
})

test('in another language each reason why none can be made is told from the other', async () => {
  const reason = (unavailable: string) => show({ unavailable, folder: null, backups: [], next_at: null, restorable: false }, 'de')
  await reason('The events are on an Axon Server, so the database alone is no backup.')
  await screen.findByText(/^Die Ereignisse liegen auf einem Axon Server\./)
  cleanup()
  await reason('No folder for backups is set: PILE_BACKUP_FOLDER names one.')
  await screen.findByText(/^Für Sicherungen ist kein Ordner festgelegt/)
  cleanup()
  await reason('The disk is gone.')
  await screen.findByText('The disk is gone.')
})
