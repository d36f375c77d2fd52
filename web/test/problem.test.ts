import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ApiError, asError, whyNot } from '../src/api/problem'
import { chooseLanguage } from '../src/texts'

const refused = (status: number, problem: object, headers = {}) => asError(new Response(null, { status, headers }), problem).message

test('in English the server says itself what it refuses', () => {
  expect(refused(400, { code: 'nothing_to_undo', detail: 'Nothing to undo' })).toBe('Nothing to undo')
})

test('that nothing answered is not said in the words of the browser', () => {
  expect(whyNot(new TypeError('Failed to fetch'))).toBe('The server does not answer. Are you online?')
  expect(whyNot(new ApiError(400, 'Not now.'))).toBe('Not now.')
})

describe('in another language what is refused is said', () => {
  beforeAll(() => chooseLanguage('de', false))
  afterAll(() => chooseLanguage('en', false))

  test('by its code, with the facts in it', () => {
    expect(refused(400, { code: 'too_many_issues_read', values: { issues_read: 3, issues_remaining: 1 }, detail: 'Cannot read 3 issues: only 1 remains.' })).toBe('Du kannst nicht 3 Hefte gelesen haben: Es sind nur noch 1 da.')
  })

  test('by its status, where that says enough', () => {
    expect(refused(429, { detail: 'That was too many requests.' }, { 'Retry-After': '7' })).toBe('Das war zu viel auf einmal. Versuch es in 7 Sekunden noch einmal.')
  })

  test('by what is wrong with a field', () => {
    expect(refused(422, { detail: 'Title must not be blank.', errors: [{ field: 'body.title', message: 'must not be blank', type: 'too_short' }] })).toBe('Das ist zu kurz.')
  })

  test('by the place in a file, where it is not the whole of it', () => {
    const damaged = (field: string) => refused(422, { code: 'archive_damaged', detail: 'The file is damaged.', errors: [{ field, message: 'is missing', type: 'missing' }] })
    expect(damaged('body.accounts[0].name')).toBe('Diese Datei ist kein ganzer Export von Comic Pile. Das Erste, was nicht stimmt: accounts[0].name.')
    expect(damaged('body')).toBe('Diese Datei ist kein ganzer Export von Comic Pile.')
  })

  test('in the words of the server, where there are none of its own', () => {
    expect(refused(409, { code: 'something_new', detail: 'Something new.' })).toBe('Something new.')
    expect(refused(400, { detail: 'The path is malformed.' })).toBe('The path is malformed.')
  })
})
