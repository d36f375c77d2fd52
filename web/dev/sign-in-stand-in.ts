import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Plugin } from 'vite'

const COOKIE = 'pile_refresh'

/**
 * Answers `/api/auth/web/*` and `/api/auth/methods` in the development server for a backend that does not have them
 * yet, by its bearer endpoints. Deleted with the overlay of the API's types.
 */
export function signInStandIn(backend: string): Plugin {
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const path = new URL(request.url ?? '/', 'http://here').pathname
    if (path === '/api/auth/methods') {
      return json(response, 200, { password: true, registration: 'open', oidc: [], passkeys: false, demo: true })
    }
    if (path === '/api/undo/restore') return restore(request, response)
    const verb = path.replace('/api/auth/web/', '')
    const refreshToken = /pile_refresh=([^;]+)/.exec(request.headers.cookie ?? '')?.[1]
    const sent = verb === 'refresh' || verb === 'logout' ? JSON.stringify({ refresh_token: refreshToken ?? '' }) : await text(request)
    const theirs = await fetch(`${backend}/api/auth/${verb}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: sent,
    })
    const body = (await theirs.json()) as { refresh_token?: string }
    const token = body.refresh_token
    delete body.refresh_token
    const cookie = `${COOKIE}=${token ?? ''}; HttpOnly; SameSite=Strict; Path=/api/auth/web${token ? '; Max-Age=2592000' : '; Max-Age=0'}`
    if (token || verb === 'logout') response.setHeader('Set-Cookie', cookie)
    json(response, theirs.status, body)
  }
  /** By way of an admin, whose name and password the environment has. */
  const restore = async (request: IncomingMessage, response: ServerResponse) => {
    const { version } = JSON.parse(await text(request)) as { version: number }
    const claims = request.headers.authorization?.split('.')[1] ?? ''
    const { sub } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as { sub: string }
    const post = (to: string, body: object, headers = {}) =>
      fetch(`${backend}${to}`, { method: 'POST', headers: { 'Content-Type': 'application/json', ...headers }, body: JSON.stringify(body) })
    const admin = await post('/api/auth/login', { username: process.env['PILE_ADMIN_USERNAME'], password: process.env['PILE_ADMIN_PASSWORD'] })
    const { access_token } = (await admin.json()) as { access_token: string }
    const theirs = await post(`/api/admin/users/${sub}/snapshots/${version}/restore`, {}, { Authorization: `Bearer ${access_token}` })
    const at = theirs.headers.get('Pile-Version')
    if (at) response.setHeader('Pile-Version', at)
    json(response, theirs.status, (await theirs.json()) as object)
  }
  const use = (server: { middlewares: { use: (handler: (rq: IncomingMessage, rs: ServerResponse, next: () => void) => void) => void } }) => {
    server.middlewares.use((request, response, next) => {
      if (/^\/api\/(auth\/(web\/|methods)|undo\/restore)/.test(request.url ?? '')) {
        answer(request, response).catch(() => json(response, 503, { detail: 'The backend does not answer.', status: 503 }))
      } else next()
    })
  }
  return { name: 'sign-in-stand-in', configureServer: use, configurePreviewServer: use }
}

async function text(request: IncomingMessage): Promise<string> {
  let all = ''
  for await (const part of request) all += String(part)
  return all
}

function json(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body))
}
