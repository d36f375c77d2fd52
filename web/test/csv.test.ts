import { describe, expect, test } from 'vitest'
import { cell, decode, records } from '../src/import/csv'
import { preview } from '../src/import/preview'

const bytes = (text: string) => new TextEncoder().encode(text)

describe('a CSV file', () => {
  test('keeps separators, quotes and line ends that are quoted', () => {
    expect(records('a,"b, ""c""\nd",e\n\nf', ',')).toEqual([
      { row: 1, cells: ['a', 'b, "c"\nd', 'e'] },
      { row: 3, cells: ['f'] },
    ])
  })

  test('loses one line to a quotation mark in the wrong place, also to one that is never closed', () => {
    expect(records('a,"b"c\n"d" ,e\nf,"g\nh,i', ',')).toEqual([
      { row: 1, cells: null },
      { row: 2, cells: ['d', 'e'] },
      { row: 3, cells: null },
      { row: 4, cells: ['h', 'i'] },
    ])
  })

  test('is decoded by its byte order mark', () => {
    expect(decode(new Uint8Array([0xff, 0xfe, 0x61, 0, 0xe4, 0]))).toBe('aä')
    expect(decode(bytes('\ufeffaä'))).toBe('aä')
    expect(decode(new Uint8Array([0x61, 0xe4]))).toBeNull()
  })

  test('holds no formulas when it is written', () => {
    expect(cell('=1+1')).toBe("'=1+1")
    expect(cell('a "b"')).toBe('"a ""b"""')
    expect(cell(null)).toBe('')
  })
})

describe('the preview of an import', () => {
  test('names what will be made and why rows are refused', () => {
    const seen = preview(bytes('title,format,issues_remaining,The Colour\nSaga,Comic,3,red\n,Comic,1,\nBone,Omnibus,many,\n'))
    expect(seen.good).toEqual([{ row: 2, title: 'Saga', format: 'Comic', issues: 3 }])
    expect(seen.refused.map(({ row }) => row)).toEqual([3, 4])
    expect(seen.unknown).toEqual(['The Colour'])
  })

  test('names broken quoting and ratings that are none', () => {
    const seen = preview(bytes('title,format,issues_remaining,last_rating\n"a"b,Comic,3,\nSaga,Comic,3,4.5\nBone,Comic,3,9\nMaus,Comic,3,\n'))
    expect(seen.good.map(({ title }) => title)).toEqual(['Saga', 'Maus'])
    expect(seen.refused.map(({ row }) => row)).toEqual([2, 4])
  })

  test('finds the separator from the header, or from a sep= line', () => {
    expect(preview(bytes('Title;Format;Issues remaining\nSaga;Comic;3')).good).toHaveLength(1)
    expect(preview(bytes('sep=|\ntitle|format|issues_remaining\nSaga|Comic|3')).good).toHaveLength(1)
  })

  test('takes any line ends', () => {
    expect(preview(bytes('title,format,issues_remaining\rSaga,Comic,3\rBone,Comic,1')).good.map(({ row }) => row)).toEqual([2, 3])
  })

  test('says which columns are missing', () => {
    expect(preview(bytes('title,format\nSaga,Comic')).problem).toContain('issues_remaining')
  })
})
