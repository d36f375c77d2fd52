import { api, body, type Schemas } from '../api/client'
import { passkeyRequest, signInByPasskey } from '../api/auth'

/** Whether this browser has passkeys here: they need a page that is served securely. */
export const hasPasskeys = (): boolean => window.isSecureContext && 'PublicKeyCredential' in window

const bytes = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (one) => one.charCodeAt(0))

const text = (buffer: ArrayBuffer): string => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')

/** Whether somebody has only turned away from what the browser asked. */
export const isCancelled = (problem: unknown): boolean => problem instanceof DOMException && (problem.name === 'NotAllowedError' || problem.name === 'AbortError')

/** Has the browser make a passkey for the reader, and the server keep it. @throws DOMException where nobody wants to */
export async function makePasskey(name: string): Promise<Schemas['Passkey']> {
  const asked = await body(api.POST('/api/account/passkeys/options'))
  const made = (await navigator.credentials.create({
    publicKey: {
      challenge: bytes(asked.challenge),
      rp: { id: asked.rp_id, name: 'Comic Pile' },
      user: { id: bytes(asked.user_id), name: asked.user_name, displayName: asked.user_name },
      pubKeyCredParams: asked.algorithms.map((alg) => ({ type: 'public-key', alg })),
      excludeCredentials: asked.existing.map((id) => ({ type: 'public-key', id: bytes(id) })),
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    },
  })) as PublicKeyCredential
  const answer = made.response as AuthenticatorAttestationResponse
  return body(
    api.POST('/api/account/passkeys', {
      body: {
        name,
        credential_id: text(made.rawId),
        client_data: text(answer.clientDataJSON),
        attestation_object: text(answer.attestationObject),
        transports: answer.getTransports?.() ?? [],
      },
    }),
  )
}

/** Signs in by whichever passkey the browser has for here. @throws DOMException where nobody wants to */
export async function enterByPasskey(): Promise<void> {
  const asked = await passkeyRequest()
  const signed = (await navigator.credentials.get({
    publicKey: { challenge: bytes(asked.challenge), rpId: asked.rp_id, userVerification: 'required' },
  })) as PublicKeyCredential
  const answer = signed.response as AuthenticatorAssertionResponse
  await signInByPasskey({
    credential_id: text(signed.rawId),
    client_data: text(answer.clientDataJSON),
    authenticator_data: text(answer.authenticatorData),
    signature: text(answer.signature),
  })
}
