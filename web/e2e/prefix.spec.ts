import { createServer, request as ask, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { once } from 'node:events'
import { expect, goTo, registerWithSamples, roll, test } from './flow'

/** A reverse proxy that shows a server under /comics. */
async function proxyOf(server: string): Promise<Server> {
  const proxy = createServer((request, response) => {
    if (!request.url?.startsWith('/comics/')) return void response.writeHead(404).end()
    const headers = { ...request.headers, 'x-forwarded-for': '192.0.2.7', 'x-forwarded-host': request.headers.host, 'x-forwarded-prefix': '/comics' }
    const onward = ask(server.replace('localhost', '127.0.0.1') + request.url.slice('/comics'.length), { method: request.method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    })
    onward.on('error', () => response.destroy())
    response.on('close', () => onward.destroy())
    request.pipe(onward)
  })
  proxy.listen(0)
  await once(proxy, 'listening')
  return proxy
}

test('under a path of a reverse proxy', async ({ page, program, watched }) => {
  const proxy = await proxyOf(program.url)
  const home = `http://localhost:${(proxy.address() as AddressInfo).port}/comics`
  watched.home = home
  await registerWithSamples(page, `${home}/`)
  await roll(page)
  await goTo(page, 'Queue')
  await expect(page).toHaveURL(`${home}/queue`)
  await expect(page.getByText('12 threads', { exact: true })).toBeVisible()
  await page.reload()
  await expect(page.getByText('12 threads', { exact: true })).toBeVisible()
  await page.goto(`${home}/threads/1000000`)
  await expect(page.getByText('There is no such thread')).toBeVisible()
  const cookies = await page.context().cookies()
  expect(cookies.map((cookie) => [cookie.name, cookie.path]).toSorted()).toEqual([['pile_version', '/comics/api'], ['refresh_token', '/comics/api/auth/web']])
  await page.close()
  proxy.closeAllConnections()
  proxy.close()
})
