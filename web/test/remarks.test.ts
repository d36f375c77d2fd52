import { readdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Schemas } from '../src/api/client'
import { notCarriedOver, refusedRows } from '../src/import/remarks'
import { chooseLanguage } from '../src/texts'
import { refusedDe } from '../src/texts/refused.de'
import { remarksDe } from '../src/texts/remarks.de'

const modules = ['shared-api', 'shared-web', 'portability', 'command-service', 'query-service']
const java = modules.flatMap((module) => {
  const folder = `../${module}/src/main/java`
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.java')).map((name) => readFileSync(`${folder}/${name}`, 'utf8'))
})
const places = (text: unknown) => new Set(String(text).match(/\{\w+\}/g))

describe('whatever the server says has German words', () => {
  test('of files', () => {
    const wording = java.find((file) => file.includes('enum Wording'))!
    const sentences = [...wording.matchAll(/^ {2}([A-Z_]+)\(\s*((?:"(?:[^"\\]|\\.)*"[\s+]*)+)\)/gm)].map(([, name, text]) => [name!.toLowerCase(), text!] as const)
    expect(sentences.length).toBeGreaterThan(60)
    for (const [code, english] of sentences) {
      const german = remarksDe[`remark.${code}`]
      expect([code, [...places(german)].filter((place) => !places(english).has(place)), german === undefined]).toEqual([code, [], false])
    }
  })

  test('of what it refuses', () => {
    const refused = java.flatMap((file) => [...file.matchAll(/RefusedException(?:\(\s*HttpStatus\.\w+,|\.\w+\()\s*"(\w+)"/g), ...file.matchAll(/coded\("(\w+)"\)/g)].map(([, code]) => code!))
    expect(refused.length).toBeGreaterThan(30)
    expect(refused.filter((code) => !(`refused.${code}` in refusedDe))).toEqual([])
  })
})

const row: Schemas['ImportResult'] = { imported: 0, errors: ['Row 3: Missing title', 'Row 4: issues_remaining must be 0 or more', 'Row 5: something new'], unknown_columns: [], refused_rows: [
  { row: 3, code: 'missing', values: { column: 'title' } },
  { row: 4, code: 'cell', values: { column: 'issues_remaining', problem: 'at_least', limit: '0' } },
  { row: 5, code: 'something_new', values: {} },
] }
const report: Parameters<typeof notCarriedOver>[0] = { not_carried_over: ['alice: Event 12 (rate): rating is 7 and must be …', 'Something new.'], remarks: [
  { code: 'cell_repaired', values: { reader: 'alice', subject: 'event_of', id: '12', name: 'rate', column: 'rating', value: '7', problem: 'half_steps', instead: 'entered', entered: '5.0' } },
  { code: 'something_new', values: {} },
] }

test('in English it is said as the server says it', () => {
  expect(refusedRows(row)).toEqual(row.errors)
  expect(notCarriedOver(report)).toEqual(report.not_carried_over)
})

describe('in German', () => {
  beforeAll(() => chooseLanguage('de', false))
  afterAll(() => chooseLanguage('en', false))

  test('rows are refused by their codes, in the words of the server where there are none', () => {
    expect(refusedRows(row)).toEqual(['Zeile 3: title fehlt', 'Zeile 4: issues_remaining muss mindestens 0 sein', 'Row 5: something new'])
  })

  test('what was repaired is told whole, part by part', () => {
    expect(notCarriedOver(report)).toEqual(['alice: Ereignis 12 (rate): rating ist 7 und muss 0.5 bis 5.0 sein, in halben Schritten; eingetragen ist 5.0.', 'Something new.'])
  })
})
