import { QueryClientProvider, useQuery } from '@tanstack/react-query'
import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { expect, test } from 'vitest'
import { openTab, server } from './support/tabs'

test('what the server refuses to read for now is said, and read by itself as soon as it may be', async () => {
  const asked: number[] = []
  server.use(http.get('*/api/threads/completed', () => {
    asked.push(Date.now())
    if (asked.length === 2) return HttpResponse.json({ detail: 'That was too many requests.' }, { status: 429, headers: { 'Retry-After': '1' } })
    return HttpResponse.json([{ title: asked.length === 1 ? 'Saga' : 'Bone' }])
  }))
  await openTab()
  const [{ queryClient, refreshPile }, { queries }, { WaitingWrites }] = await Promise.all([import('../src/api/pile'), import('../src/api/queries'), import('../src/offline/WaitingWrites')])
  const Titles = () => <p>{useQuery(queries.completed).data?.map(({ title }) => title)}</p>
  render(<QueryClientProvider client={queryClient}><WaitingWrites /><Titles /></QueryClientProvider>)
  await screen.findByText('Saga')
  expect(screen.getByRole('status')).toBeEmptyDOMElement()

  await refreshPile()
  await userEvent.click(await screen.findByRole('button', { name: 'One moment' }))
  expect(screen.getByRole('dialog', { name: 'One moment' })).toHaveTextContent('You see the pile as it was last')
  expect(screen.getByText('Saga')).toBeInTheDocument()
  await screen.findByText('Bone', undefined, { timeout: 3000 })
  expect(asked[2]! - asked[1]!).toBeGreaterThan(950)
  await expect.poll(() => screen.getByRole('status')).toBeEmptyDOMElement()
  expect(screen.queryByRole('dialog')).toBeNull()
})

test('it is said no longer than until it has been read, whoever asked', async () => {
  let asked = 0
  server.use(http.get('*/api/threads/completed', () =>
    ++asked === 2 ? HttpResponse.json({}, { status: 429, headers: { 'Retry-After': '60' } }) : HttpResponse.json([{ title: asked === 1 ? 'Saga' : 'Bone' }])))
  await openTab()
  const [{ queryClient, refreshPile }, { queries }, { WaitingWrites }] = await Promise.all([import('../src/api/pile'), import('../src/api/queries'), import('../src/offline/WaitingWrites')])
  const Titles = () => <p>{useQuery(queries.completed).data?.map(({ title }) => title)}</p>
  render(<QueryClientProvider client={queryClient}><WaitingWrites /><Titles /></QueryClientProvider>)
  await screen.findByText('Saga')
  await refreshPile()
  await screen.findByRole('button', { name: 'One moment' })

  await refreshPile()
  await screen.findByText('Bone')
  await expect.poll(() => screen.getByRole('status')).toBeEmptyDOMElement()
})
