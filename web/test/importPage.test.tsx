import { render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http } from 'msw'
import { expect, test } from 'vitest'
import { openTab, server, written } from './support/tabs'

const list = () => new File(['title;format;issues_remaining;colour\nSaga;Comic;3;red\n;Comic;1;\nBone;Omnibus;many;'], 'list.txt', { type: 'text/plain' })

test('an import is seen before it is made, refused rows with the reason, and made once', async () => {
  const files: string[] = []
  server.use(
    http.post('*/api/threads/import/csv', async ({ request }) => {
      files.push(((await request.formData()).get('file') as File).name)
      return written(4, { imported: 1, errors: ['Row 3: Missing title', 'Row 4: Issues must be a whole number'], refused_rows: [], unknown_columns: ['colour'] })
    }),
  )
  await openTab()
  const { ImportPage } = await import('../src/pages/ImportPage')
  const { container } = render(<ImportPage />)
  const user = userEvent.setup({ applyAccept: false })
  await user.upload(container.querySelector<HTMLInputElement>('input[type=file]')!, list())

  expect(await screen.findByText('One thread will be made')).toBeVisible()
  expect(within(screen.getByRole('list', { name: 'Rows that are refused' })).getAllByRole('listitem').map((row) => row.textContent)).toEqual([
    'Row 3: Title is missing', 'Row 4: “many” is no whole number of issues',
  ])
  expect(within(screen.getByRole('table')).getByRole('cell', { name: 'Saga' })).toBeVisible()
  expect(screen.getByText('left out: colour')).toBeVisible()
  expect(files).toEqual([])

  await user.click(screen.getByRole('button', { name: 'Import one thread' }))
  expect(await screen.findByText(/One undo takes all of it back/)).toBeVisible()
  expect(screen.getByText('Row 3: Missing title')).toBeVisible()
  expect(files).toEqual(['list.txt.csv'])
  expect(screen.queryByRole('button', { name: 'Import one thread' })).toBeNull()
})
