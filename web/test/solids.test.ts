import { describe, expect, test } from 'vitest'
import { centre, solid } from '../src/dice/solids'

describe.each([4, 6, 8, 10, 12, 20])('a d%i', (sides) => {
  const { corners, faces } = solid(sides)

  test('has that many faces', () => expect(faces).toHaveLength(sides))

  test('obeys Euler: corners and faces are two more than edges', () => {
    const edges = faces.reduce((sum, face) => sum + face.length, 0) / 2
    expect(corners.length + faces.length).toBe(edges + 2)
  })
})

// A d4 has a corner where the others have a face.
test.each([6, 8, 10, 12, 20])('the opposite faces of a d%i sum to one more than its sides', (sides) => {
  const { corners, faces } = solid(sides)
  faces.forEach((face, index) => {
    const there = centre(corners, faces[sides - 1 - index]!)
    centre(corners, face).forEach((part, axis) => expect(part).toBeCloseTo(-there[axis]!))
  })
})
