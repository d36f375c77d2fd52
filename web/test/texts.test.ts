import { describe, expect, test } from 'vitest'
import { chooseLanguage, t } from '../src/texts'
import { de } from '../src/texts/de'
import { en } from '../src/texts/en'

const names = (text: unknown) => new Set(JSON.stringify(text).match(/\{\w+\}/g))

describe('the catalogue', () => {
  test('has the same values in each language', () => {
    for (const [key, text] of Object.entries(en)) {
      const [ours, theirs] = [names(text), names(de[key as keyof typeof en])]
      expect([key, [...theirs].filter((name) => !ours.has(name))]).toEqual([key, []])
    }
  })

  test('keeps a title from right to left apart from the words around it', () => {
    expect(t('undo.of', { what: 'שלום' })).toBe('Undo: \u2068שלום\u2069')
    expect(t('undo.of', { what: 'Saga' })).toBe('Undo: Saga')
  })

  test('counts in the language chosen', async () => {
    expect(t('queue.total', { count: 1 })).toBe('One thread')
    await chooseLanguage('de')
    expect(t('queue.total', { count: 1234 })).toMatch(/^1.234 Titel$/)
    await chooseLanguage('en')
  })
})
