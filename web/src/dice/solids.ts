/** The shape of a die: its corners, and for each number the corners around its face, counted from outside. */
export interface Solid {
  corners: [number, number, number][]
  faces: number[][]
}

const golden = (1 + Math.sqrt(5)) / 2

/** The solid with this many faces: 4, 6, 8, 10, 12 or 20. */
export function solid(sides: number): Solid {
  const corners = cornersOf(sides)
  return { corners, faces: facesAround(corners, sides) }
}

function cornersOf(sides: number): [number, number, number][] {
  switch (sides) {
    case 4:
      return [[1, 1, 1], [-1, -1, 1], [-1, 1, -1], [1, -1, -1]]
    case 6:
      return signs((x, y, z) => [x, y, z])
    case 8:
      return [[1, 0, 0], [-1, 0, 0], [0, 1, 0], [0, -1, 0], [0, 0, 1], [0, 0, -1]]
    case 10:
      return trapezohedron()
    case 12:
      return [...signs((x, y, z) => [x, y, z]), ...turned((a, b) => [0, a / golden, b * golden])]
    default:
      return turned((a, b) => [0, a, b * golden])
  }
}

const signs = (make: (x: number, y: number, z: number) => [number, number, number]) =>
  [1, -1].flatMap((x) => [1, -1].flatMap((y) => [1, -1].map((z) => make(x, y, z))))

/** Four corners and their two turns around the diagonal. */
function turned(make: (a: number, b: number) => [number, number, number]): [number, number, number][] {
  return [1, -1].flatMap((a) => [1, -1].flatMap((b) => {
    const [x, y, z] = make(a, b)
    return [[x, y, z], [z, x, y], [y, z, x]] as [number, number, number][]
  }))
}

/** Ten kites: two tips, and ten corners around, up and down in turn so far that the kites are flat. */
function trapezohedron(): [number, number, number][] {
  const around = Math.PI / 5
  const tip = 1.15
  const rise = (tip * (1 - Math.cos(around))) / (1 + Math.cos(around))
  const ring = Array.from({ length: 10 }, (_, corner): [number, number, number] => [
    Math.cos(corner * around),
    corner % 2 === 0 ? rise : -rise,
    Math.sin(corner * around),
  ])
  return [...ring, [0, tip, 0], [0, -tip, 0]]
}

/** Finds the faces of a convex solid: planes through three corners with all other corners on one side. */
function facesAround(corners: [number, number, number][], sides: number): number[][] {
  const found = new Map<string, number[]>()
  const count = corners.length
  for (let a = 0; a < count; a++) {
    for (let b = a + 1; b < count; b++) {
      for (let c = b + 1; c < count; c++) {
        const normal = outward(corners, a, b, c)
        if (!normal) continue
        const height = dot(normal, corners[a]!)
        if (corners.some((corner) => dot(normal, corner) > height + 1e-6)) continue
        const on = corners.flatMap((corner, index) => (Math.abs(dot(normal, corner) - height) < 1e-6 ? [index] : []))
        found.set(on.join(), inOrder(corners, on, normal))
      }
    }
  }
  if (found.size !== sides) throw new Error(`A solid with ${found.size} faces, not ${sides}`)
  return opposite(corners, [...found.values()])
}

function outward(corners: [number, number, number][], a: number, b: number, c: number): number[] | null {
  const normal = cross(minus(corners[b]!, corners[a]!), minus(corners[c]!, corners[a]!))
  const length = Math.hypot(...normal)
  if (length < 1e-9) return null
  const turn = dot(normal, corners[a]!) < 0 ? -1 / length : 1 / length
  return normal.map((part) => part * turn)
}

function inOrder(corners: [number, number, number][], on: number[], normal: number[]): number[] {
  const middle = centre(corners, on)
  const right = minus(corners[on[0]!]!, middle)
  const up = cross(normal, right)
  const angle = (index: number) => {
    const out = minus(corners[index]!, middle)
    return Math.atan2(dot(out, up), dot(out, right))
  }
  return [...on].sort((one, other) => angle(one) - angle(other))
}

/** Numbers the faces as dice are: opposite ones sum to one more than the sides, where there are opposite ones. */
function opposite(corners: [number, number, number][], faces: number[][]): number[][] {
  const left = [...faces]
  const low: number[][] = []
  const high: number[][] = []
  while (left.length > 0) {
    const face = left.shift()!
    const middle = centre(corners, face)
    const across = left.findIndex((other) => Math.hypot(...centre(corners, other).map((part, axis) => part + middle[axis]!)) < 1e-6)
    low.push(face)
    if (across >= 0) high.unshift(...left.splice(across, 1))
  }
  return [...low, ...high]
}

export function centre(corners: [number, number, number][], on: number[]): number[] {
  return [0, 1, 2].map((axis) => on.reduce((sum, index) => sum + corners[index]![axis]!, 0) / on.length)
}

const minus = (a: readonly number[], b: readonly number[]) => a.map((part, axis) => part - b[axis]!)
const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, part, axis) => sum + part * b[axis]!, 0)
const cross = (a: readonly number[], b: readonly number[]) => [
  a[1]! * b[2]! - a[2]! * b[1]!,
  a[2]! * b[0]! - a[0]! * b[2]!,
  a[0]! * b[1]! - a[1]! * b[0]!,
]
