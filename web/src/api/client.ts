import createClient from 'openapi-fetch'
import { fetchAsReader } from './auth'
import { base } from './base'
import { asError } from './problem'
import type { components, paths } from './schema'
import { seenVersion } from './version'

export type Schemas = components['schemas']
export type Thread = Schemas['ThreadView']
export type QueuedThread = Schemas['QueuedThread']
export type Session = Schemas['SessionView']
export type Action = Schemas['ActionView']
export type Entry = Schemas['EntryView']

/** Reads say what version they must not be older than: an event may tell of one that a view has yet to reach. */
function fetchAsSeen(request: Request): Promise<Response> {
  if (request.method === 'GET' && seenVersion() > 0) request.headers.set('Pile-Version', String(seenVersion()))
  return fetchAsReader(request)
}

export const api = createClient<paths>({ baseUrl: base, fetch: fetchAsSeen })

type Answer<T> = { data?: T; error?: unknown; response: Response }

/** The body of a good answer. @throws ApiError for any other */
export async function body<T>(answer: Promise<Answer<T>>): Promise<T> {
  const { data, error, response } = await answer
  if (!response.ok) throw asError(response, error as Partial<Schemas['Problem']>)
  return data as T
}

/** As {@link body}, and null where there is no such thing. */
export async function bodyOrNull<T>(answer: Promise<Answer<T>>): Promise<T | null> {
  const { data, error, response } = await answer
  if (response.status === 404) return null
  if (!response.ok) throw asError(response, error as Partial<Schemas['Problem']>)
  return data as T
}
