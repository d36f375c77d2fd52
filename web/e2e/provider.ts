import { createHash, generateKeyPairSync, randomUUID, sign } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

const CLIENT = 'comic-pile'
const SECRET = 'the secret: of a client'
const KEY_ID = 'of the flows'
const LIFETIME_SECONDS = 300
const KNOWN = 'provider_knows'

/** What a browser asked for, and who has let it. */
type Grant = { name: string; redirect: string; nonce: string | null; challenge: string }

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })

/**
 * A provider of OpenID Connect, for browsers on another site than the program. Who signs in there says their name and is
 * believed, and known by a cookie until they sign out there; what it tells of them is that name and an address that it
 * has verified.
 */
export class Provider {
  private readonly grants = new Map<string, Grant>()
  private readonly tokens = new Map<string, string>()
  private client = ''

  private constructor(private readonly server: Server) {}

  static async started(): Promise<Provider> {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const provider = new Provider(server)
    server.on('request', (request, response) => void provider.answer(request, response).catch((wrong: Error) => response.writeHead(400).end(wrong.message)))
    return provider
  }

  get issuer(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`
  }

  /** What a program that takes its word is started with. */
  get settings(): Record<string, string> {
    return { PILE_OIDC_ISSUER: this.issuer, PILE_OIDC_CLIENT_ID: CLIENT, PILE_OIDC_CLIENT_SECRET: SECRET, PILE_OIDC_NAME: 'Home' }
  }

  /** Lets browsers go back to that program, and to no other address. */
  knows(program: string): void {
    this.client = program
  }

  end(): void {
    this.server.closeAllConnections()
    this.server.close()
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url!, this.issuer)
    const json = (said: object, status = 200) => void response.writeHead(status, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' }).end(JSON.stringify(said))
    const onward = (location: string, name: string | null) => void response.writeHead(303, { Location: location, 'Set-Cookie': `${KNOWN}=${name ?? ''}; Path=/; HttpOnly; SameSite=Lax${name ? '' : '; Max-Age=0'}` }).end()
    switch (`${request.method} ${pathname}`) {
      case 'GET /.well-known/openid-configuration':
        return json(this.discovery())
      case 'GET /keys':
        return json({ keys: [{ ...publicKey.export({ format: 'jwk' }), kid: KEY_ID, use: 'sig', alg: 'RS256' }] })
      case 'GET /authorize':
        this.requireOurs(searchParams)
        return void response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end(page(known(request)))
      case 'POST /authorize': {
        const back = this.requireOurs(searchParams)
        const form = new URLSearchParams(await text(request))
        const name = form.get('name')!
        if (form.get('answer') === 'refuse') back.searchParams.set('error', 'access_denied')
        else back.searchParams.set('code', this.granted(name, searchParams))
        back.searchParams.set('state', searchParams.get('state')!)
        back.searchParams.set('iss', this.issuer)
        return onward(back.href, form.get('answer') === 'refuse' ? known(request) : name)
      }
      case 'POST /token': {
        const secret = Buffer.from(request.headers.authorization?.replace(/^Basic /, '') ?? '', 'base64').toString().split(':').map(formDecoded)
        if (secret.length !== 2 || secret[0] !== CLIENT || secret[1] !== SECRET) return json({ error: 'invalid_client' }, 401)
        const said = this.exchanged(new URLSearchParams(await text(request)))
        return said ? json(said) : json({ error: 'invalid_grant' }, 400)
      }
      case 'GET /userinfo': {
        const name = this.tokens.get(request.headers.authorization?.replace(/^Bearer /, '') ?? '')
        return name ? json(claims(name)) : json({ error: 'invalid_token' }, 401)
      }
      case 'GET /end': {
        const back = searchParams.get('post_logout_redirect_uri')
        require(searchParams.get('client_id') === CLIENT && back === `${this.client}/`, 'an end of the session that is not of the client')
        return onward(back!, null)
      }
      default:
        return void response.writeHead(404).end()
    }
  }

  private discovery(): object {
    return {
      issuer: this.issuer,
      authorization_endpoint: `${this.issuer}/authorize`,
      token_endpoint: `${this.issuer}/token`,
      jwks_uri: `${this.issuer}/keys`,
      userinfo_endpoint: `${this.issuer}/userinfo`,
      end_session_endpoint: `${this.issuer}/end`,
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
      token_endpoint_auth_methods_supported: ['client_secret_basic'],
      code_challenge_methods_supported: ['S256'],
      authorization_response_iss_parameter_supported: true,
    }
  }

  /** Where a browser goes back to with the answer to what it asks for. */
  private requireOurs(asked: URLSearchParams): URL {
    require(asked.get('client_id') === CLIENT, 'an unknown client')
    require(asked.get('redirect_uri') === `${this.client}/api/auth/oidc/sso/callback`, 'an unknown address to go back to')
    require(asked.get('response_type') === 'code' && asked.get('scope')!.split(' ').includes('openid'), 'not a sign-in')
    require(asked.get('code_challenge_method') === 'S256' && asked.get('code_challenge')!.length === 43, 'no proof of the code')
    require((asked.get('state')?.length ?? 0) >= 20 && (asked.get('nonce')?.length ?? 0) >= 20, 'a state or a nonce that can be guessed')
    return new URL(asked.get('redirect_uri')!)
  }

  private granted(name: string, asked: URLSearchParams): string {
    const code = randomUUID()
    this.grants.set(code, { name, redirect: asked.get('redirect_uri')!, nonce: asked.get('nonce'), challenge: asked.get('code_challenge')! })
    return code
  }

  /** The tokens for a code, which is good once and only for who began; null if it is not. */
  private exchanged(form: URLSearchParams): object | null {
    const code = form.get('code') ?? ''
    const grant = this.grants.get(code)
    this.grants.delete(code)
    const proof = createHash('sha256').update(form.get('code_verifier') ?? '').digest('base64url')
    if (!grant || form.get('grant_type') !== 'authorization_code' || form.get('redirect_uri') !== grant.redirect || proof !== grant.challenge) return null
    const token = randomUUID()
    this.tokens.set(token, grant.name)
    const now = Math.floor(Date.now() / 1000)
    const idToken = signed({ ...claims(grant.name), iss: this.issuer, aud: CLIENT, nonce: grant.nonce, iat: now, exp: now + LIFETIME_SECONDS })
    return { access_token: token, token_type: 'Bearer', expires_in: LIFETIME_SECONDS, id_token: idToken }
  }
}

function require(holds: boolean, otherwise: string): void {
  if (!holds) throw new Error(`This is ${otherwise}.`)
}

const claims = (name: string) => ({ sub: `id of ${name}`, preferred_username: name, email: `${name}@example.org`, email_verified: true })

function signed(said: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const content = `${part({ alg: 'RS256', typ: 'JWT', kid: KEY_ID })}.${part(said)}`
  return `${content}.${sign('RSA-SHA256', Buffer.from(content), privateKey).toString('base64url')}`
}

const formDecoded = (value: string) => decodeURIComponent(value.replaceAll('+', ' '))

/** Who has signed in to the provider with this browser. */
const known = (request: IncomingMessage): string | null => new RegExp(`${KNOWN}=([\\w-]+)`).exec(request.headers.cookie ?? '')?.[1] ?? null

/** The form goes back to its own address, which holds what was asked for. */
const page = (name: string | null) => `<!doctype html>
<html lang="en">
  <title>Home</title>
  <link rel="icon" href="data:,">
  <meta name="viewport" content="width=device-width">
  <h1>Comic Pile asks who you are</h1>
  <form method="post">
    ${name ? `<p>You are ${name}.</p><input type="hidden" name="name" value="${name}">` : '<label>Your name <input name="name"></label>'}
    <button name="answer" value="go">Go on</button>
    <button name="answer" value="refuse">Refuse</button>
  </form>
</html>`
