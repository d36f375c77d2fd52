import { currentLanguage, inOwnWords, t, type Key } from '../texts'
import type { components } from './schema'

type Problem = components['schemas']['Problem']

/** What the server refused, in the reader's language where that has words for it, else in the server's. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly fields: components['schemas']['FieldProblem'][] = [],
    readonly retryAfter: number | null = null,
    readonly code: string | null = null,
  ) {
    super(message)
  }

  /** What is wrong with a field of the request's body, if anything is. */
  of(field: string): string | undefined {
    const wrong = this.fields.find((problem) => problem.field === `body.${field}`)
    // The server says it in English; in other languages its kind has to do.
    return wrong && (currentLanguage() === 'en' ? wrong.message : t(`wrong.${wrong.type}` as Key))
  }
}

export async function problemOf(response: Response): Promise<ApiError> {
  const problem = (await response.json().catch(() => null)) as Partial<Problem> | null
  return asError(response, problem)
}

export function asError(response: Response, problem: Partial<Problem> | null | undefined): ApiError {
  const after = Number(response.headers.get('Retry-After'))
  return new ApiError(response.status, inWords(response, problem ?? {}, after), problem?.errors ?? [], after || null, problem?.code ?? null)
}

function inWords(response: Response, { code, values, errors, detail }: Partial<Problem>, after: number): string {
  const wrong = errors?.[0] && currentLanguage() !== 'en' ? t(`wrong.${errors[0].type}` as Key) : null
  // What is wrong with the body as a whole has no place in it.
  const place = errors?.[0]?.field.replace(/^body\.?/, '')
  const coded = code && ((place && inOwnWords(`refused.${code}.at`, { place })) || inOwnWords(`refused.${code}`, values))
  return coded || wrong || (!code && inOwnWords(`refused.${response.status}`, { count: after })) || detail || `${response.status} ${response.statusText}`
}

/** Whether nothing answered at all, as without a network or while the server restarts. */
export const isOffline = (problem: unknown): boolean =>
  problem instanceof TypeError || (problem instanceof ApiError && problem.status >= 502 && problem.status <= 504)

/** What went wrong, for who asked for something; a browser would say in English, and not for people, that nothing answered. */
export const whyNot = (problem: unknown): string => (isOffline(problem) ? t('offline.nothing') : (problem as Error).message)

/** Whether it was refused for being too much at once. */
export const isTooMany = (problem: unknown): boolean => problem instanceof ApiError && problem.status === 429

const SOME_SECONDS = 15

/** After how many milliseconds what failed is worth another try; false where it would be refused again. */
export const worthAgain = (problem: unknown): number | false =>
  (isTooMany(problem) || isOffline(problem)) && 1000 * ((problem instanceof ApiError ? problem.retryAfter : null) ?? SOME_SECONDS)
