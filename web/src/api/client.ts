import createClient from 'openapi-fetch'
import { fetchAsReader } from './auth'
import { base } from './base'
import { asError } from './problem'
import type { components, paths } from './schema'

export type Schemas = components['schemas']
export type Thread = Schemas['ThreadView']
export type QueuedThread = Schemas['QueuedThread']
export type Session = Schemas['SessionView']
export type Action = Schemas['ActionView']
export type Entry = Schemas['EntryView']

export const api = createClient<paths>({ baseUrl: base, fetch: fetchAsReader })

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
