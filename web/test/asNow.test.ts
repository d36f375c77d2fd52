import { expect, test } from 'vitest'
import { asNow } from '../src/past/asNow'

type Done = 'add' | ['undo' | 'redo' | 'restore', about: number]

type Actions = Parameters<typeof asNow>[0]

const history = (...done: Done[]): Actions =>
  done.map((one, index): Actions[number] => ({ version: index + 1, type: one === 'add' ? one : one[0], values: one === 'add' ? {} : { version: one[1] } })).toReversed()

test.each<[string, Done[], number[]]>([
  ['nothing was done', [], []],
  ['something was added', ['add', 'add'], [2]],
  ['one was taken back', ['add', 'add', ['undo', 2]], [3, 1]],
  ['two were taken back', ['add', 'add', 'add', ['undo', 3], ['undo', 2]], [5, 1]],
  ['all was taken back', ['add', ['undo', 1]], [2]],
  ['one was brought back', ['add', 'add', ['undo', 2], ['redo', 2]], [4, 2]],
  ['one went back', ['add', 'add', 'add', ['restore', 1]], [4, 1]],
  ['going back was taken back', ['add', 'add', 'add', ['restore', 1], ['undo', 4]], [5, 3]],
  ['what came after an undo was taken back', ['add', 'add', ['undo', 2], 'add', ['undo', 4]], [5, 3, 1]],
  ['one went back to where one had gone back', ['add', 'add', ['restore', 1], 'add', ['restore', 3]], [5, 3, 1]],
])('the pile is as it was then, where %s', (_, done, versions) => {
  expect([...asNow(history(...done))]).toEqual(versions)
})

test('nobody knows what came before the actions that are known here', () => {
  expect([...asNow(history('add', 'add', ['undo', 2]).slice(0, 2))]).toEqual([3])
  expect([...asNow(history('add', 'add', ['restore', 1]).slice(0, 1))]).toEqual([3])
})
