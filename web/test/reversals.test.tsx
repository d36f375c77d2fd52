import { QueryClientProvider } from '@tanstack/react-query'
import { renderHook } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { expect, test } from 'vitest'
import { openTab, server, written } from './support/tabs'

test('undo and redo go on where all that is known here was taken back', async () => {
  const action = (version: number, type: string, undone: boolean) => ({ version, type, undone, description: '', at: '', session_id: 1, thread_id: null, thread_title: null, values: {} })
  // Sixty rolls, of which the latest fifty-one were taken back; what is known ends before the first of those.
  const all = Array.from({ length: 111 }, (_, index) => 111 - index).map((version) => action(version, version > 60 ? 'undo' : 'roll', version > 9 && version <= 60))
  const sent: unknown[] = []
  server.use(
    http.get('*/api/undo/history', () => HttpResponse.json(all.slice(0, 100))),
    http.post('*/api/undo', async ({ request }) => (sent.push(await request.json()), written(112, { undone: [] }))),
    http.post('*/api/undo/redo', async ({ request }) => (sent.push(await request.json()), written(113, { redone: [] }))),
  )
  await openTab()
  const [{ queryClient }, { useReversals }] = await Promise.all([import('../src/api/pile'), import('../src/api/reversals')])
  const { result } = renderHook(useReversals, { wrapper: ({ children }) => <QueryClientProvider client={queryClient}>{children}</QueryClientProvider> })
  await expect.poll(() => result.current.undo).not.toBeNull()
  result.current.undo?.run()
  result.current.redo?.run()
  await expect.poll(() => sent).toEqual([{}, {}])
})
