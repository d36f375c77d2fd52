import { http } from 'msw'
import { expect, test, vi } from 'vitest'
import { openTab, refused, server } from './support/tabs'

test('a server that answers, if only that it is asked too often, is no missing network', async () => {
  const asked = vi.fn(() => refused(429, 'Too many requests.'))
  server.use(http.post('*/api/auth/web/refresh', asked))
  await openTab()
  const [{ startListening }, { isConnected }] = await Promise.all([import('../src/api/live'), import('../src/offline/connection')])
  asked.mockClear()
  startListening()
  // The second time it has made up its mind about the first.
  await vi.waitFor(() => expect(asked).toHaveBeenCalledTimes(2), { timeout: 4000 })
  expect(isConnected()).toBe(true)
})
