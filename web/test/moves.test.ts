import { describe, expect, test } from 'vitest'
import { moves } from '../src/queue/moves'

const queue = ['a', 'b', 'c', 'd', 'e', 'f'].map((title, index) => ({ id: index + 1, title, queue_position: index + 1 }))
const of = (...titles: string[]) => queue.filter(({ title }) => titles.includes(title))

/** What the server does with one move after another. */
function after(moved: string[], goal: string, before: boolean): string {
  const order = queue.map(({ title }) => title)
  for (const move of moves(of(...moved), of(goal)[0]!, before)) {
    order.splice(order.indexOf(move.title), 1)
    order.splice((move.to as number) - 1, 0, move.title)
  }
  return order.join('')
}

describe('threads dropped into a gap end there in the order they had', () => {
  test.each([
    [['e'], 'b', true, 'aebcdf'],
    [['a'], 'd', true, 'bcadef'],
    [['a'], 'd', false, 'bcdaef'],
    [['a', 'b'], 'e', true, 'cdabef'],
    [['d', 'f'], 'b', true, 'adfbce'],
    [['a', 'f'], 'c', false, 'bcafde'],
    [['a', 'c', 'f'], 'e', true, 'bdacfe'],
  ])('%s to %s, before: %s', (moved, goal, before, expected) => {
    expect(after(moved, goal, before)).toBe(expected)
  })
})
