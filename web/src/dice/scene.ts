import {
  AmbientLight, BufferGeometry, CanvasTexture, Color, DirectionalLight, EdgesGeometry, Float32BufferAttribute, Group, LineBasicMaterial,
  LineSegments, Matrix4, Mesh, MeshBasicMaterial, MeshStandardMaterial, PerspectiveCamera, PlaneGeometry, Quaternion, Scene, Vector3, WebGLRenderer,
} from 'three'
import { centre, solid, type Solid } from './solids'

const SETTLE = 900

export interface Look {
  body: string
  ink: string
  edge: string
}

/** A die drawn into a canvas. It is drawn only while it moves. */
export interface DieScene {
  show(sides: number, face: number): void
  tumble(sides: number): void
  settle(sides: number, face: number): void
  /** Follows a canvas that has become larger or smaller. */
  fit(): void
  end(): void
}

export function dieScene(canvas: HTMLCanvasElement, look: Look): DieScene {
  const renderer = new WebGLRenderer({ canvas, alpha: true, antialias: true })
  renderer.setPixelRatio(Math.min(devicePixelRatio, 2))
  renderer.setSize(canvas.clientWidth, canvas.clientHeight, false)
  const scene = new Scene()
  const camera = new PerspectiveCamera(30, canvas.clientWidth / canvas.clientHeight, 0.1, 50)
  camera.position.z = 6.2
  const light = new DirectionalLight('#ffffff', 2.4)
  light.position.set(-2, 3, 4)
  scene.add(light, new AmbientLight('#ffffff', 1.5))

  let die = new Group()
  let rests: Quaternion[] = []
  let drawn = 0
  let frame = 0

  const draw = () => renderer.render(scene, camera)

  const move = (step: (time: number) => boolean) => {
    cancelAnimationFrame(frame)
    const next = (time: number) => {
      const goesOn = step(time)
      draw()
      if (goesOn) frame = requestAnimationFrame(next)
    }
    frame = requestAnimationFrame(next)
  }

  const take = (sides: number) => {
    if (sides === drawn) return
    scene.remove(die)
    const made = build(solid(sides), look)
    ;[die, rests] = [made.die, made.rests]
    scene.add(die)
    drawn = sides
  }

  return {
    show(sides, face) {
      take(sides)
      cancelAnimationFrame(frame)
      die.quaternion.copy(rests[face - 1] ?? rests[0]!)
      draw()
    },
    tumble(sides) {
      take(sides)
      const axis = new Vector3(1, 0.6, 0.3).normalize()
      let last = performance.now()
      move((time) => {
        die.quaternion.premultiply(new Quaternion().setFromAxisAngle(axis, (time - last) / 70))
        last = time
        return true
      })
    },
    settle(sides, face) {
      take(sides)
      const from = die.quaternion.clone()
      const to = rests[face - 1] ?? rests[0]!
      const axis = new Vector3(0.4, 1, 0.2).normalize()
      const begun = performance.now()
      move((time) => {
        const part = Math.min(1, (time - begun) / SETTLE)
        const slowing = 1 - (1 - part) ** 3
        die.quaternion.copy(from).slerp(to, slowing)
        die.quaternion.premultiply(new Quaternion().setFromAxisAngle(axis, (1 - slowing) * Math.PI * 2))
        return part < 1
      })
    },
    fit() {
      renderer.setSize(canvas.clientWidth, canvas.clientHeight, false)
      draw()
    },
    end() {
      cancelAnimationFrame(frame)
      renderer.dispose()
    },
  }
}

function build({ corners, faces }: Solid, look: Look): { die: Group; rests: Quaternion[] } {
  const size = 1.25 / Math.max(...corners.map((corner) => Math.hypot(...corner)))
  const at = (index: number) => new Vector3(...corners[index]!).multiplyScalar(size)
  const points: number[] = []
  for (const face of faces) {
    for (let corner = 1; corner < face.length - 1; corner++) {
      for (const index of [face[0]!, face[corner]!, face[corner + 1]!]) points.push(...at(index).toArray())
    }
  }
  const body = new BufferGeometry()
  body.setAttribute('position', new Float32BufferAttribute(points, 3))
  body.computeVertexNormals()
  const die = new Group()
  die.add(new Mesh(body, new MeshStandardMaterial({ color: new Color(look.body), roughness: 0.55, flatShading: true })))
  die.add(new LineSegments(new EdgesGeometry(body, 10), new LineBasicMaterial({ color: new Color(look.edge) })))

  const rests = faces.map((face, index) => {
    const middle = new Vector3(...centre(corners, face)).multiplyScalar(size)
    const [first, second, third] = [at(face[0]!), at(face[1]!), at(face[2]!)]
    const normal = second.clone().sub(first).cross(third.clone().sub(first)).normalize()
    // A number stands on a side of a square, and under a corner of everything else.
    const top = face.length === 4 && faces.length === 6 ? first.clone().add(second).multiplyScalar(0.5) : first
    const up = top.clone().sub(middle).normalize()
    const right = up.clone().cross(normal)
    const turn = new Quaternion().setFromRotationMatrix(new Matrix4().makeBasis(right, up, normal))
    const inner = Math.min(...face.map((corner, next) => at(corner).add(at(face[(next + 1) % face.length]!)).multiplyScalar(0.5).distanceTo(middle)))
    const label = new Mesh(new PlaneGeometry(inner * 1.55, inner * 1.55), new MeshBasicMaterial({ map: numeral(index + 1, look.ink), transparent: true }))
    label.position.copy(middle).addScaledVector(normal, 0.012)
    label.quaternion.copy(turn)
    die.add(label)
    // A little off, so that it is seen to be a solid.
    const tilt = new Quaternion().setFromAxisAngle(new Vector3(1, 0, 0), 0.32).multiply(new Quaternion().setFromAxisAngle(new Vector3(0, 1, 0), -0.3))
    return tilt.multiply(new Quaternion().setFromRotationMatrix(new Matrix4().makeBasis(right, up, normal)).invert())
  })
  return { die, rests }
}

function numeral(value: number, ink: string): CanvasTexture {
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = 128
  const paint = canvas.getContext('2d')!
  paint.fillStyle = ink
  paint.font = `800 ${value > 9 ? 72 : 88}px "Bricolage Grotesque Variable", system-ui, sans-serif`
  paint.textAlign = 'center'
  paint.textBaseline = 'middle'
  paint.fillText(String(value), 64, 70)
  // Six and nine are told apart by a line below.
  if (value === 6 || value === 9) paint.fillRect(40, 112, 48, 7)
  const texture = new CanvasTexture(canvas)
  texture.anisotropy = 4
  return texture
}
