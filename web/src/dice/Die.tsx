import { useEffect, useRef, useState } from 'react'
import { t } from '../texts'
import type { DieScene } from './scene'

const outlines: Record<number, string> = {
  4: '50,8 94,84 6,84',
  6: '50,6 90,28 90,72 50,94 10,72 10,28',
  8: '50,4 92,50 50,96 8,50',
  10: '50,4 94,42 94,58 50,96 6,58 6,42',
  12: '50,4 82,16 97,45 88,78 50,96 12,78 3,45 18,16',
  20: '50,4 91,27 91,73 50,96 9,73 9,27',
}

const still = () => matchMedia('(prefers-reduced-motion: reduce)').matches

/**
 * The die: flat at once, and solid as soon as that has been loaded, unless motion is to be reduced. `face` is what it
 * shows; null is not thrown yet.
 */
export function Die({ sides, face, rolling, small }: { sides: number; face: number | null; rolling: boolean; small?: boolean }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const scene = useRef<DieScene | null>(null)
  const [solid, setSolid] = useState(false)
  const wasRolling = useRef(false)

  useEffect(() => {
    if (still()) return
    let gone = false
    void Promise.all([import('./scene'), document.fonts.ready]).then(([{ dieScene }]) => {
      if (gone || !canvas.current) return
      try {
        const style = getComputedStyle(canvas.current)
        scene.current = dieScene(canvas.current, { body: style.fill, ink: style.stroke, edge: style.color })
        setSolid(true)
      } catch {
        // No WebGL here: the flat die stays.
      }
    })
    const follow = new ResizeObserver(() => scene.current?.fit())
    if (canvas.current) follow.observe(canvas.current)
    return () => {
      gone = true
      follow.disconnect()
      scene.current?.end()
      scene.current = null
    }
  }, [])

  useEffect(() => {
    if (!solid || !scene.current) return
    if (rolling) scene.current.tumble(sides)
    else if (wasRolling.current && face) scene.current.settle(sides, face)
    else scene.current.show(sides, face ?? sides)
    wasRolling.current = rolling
  }, [solid, sides, face, rolling])

  return (
    <span className={`relative block ${small ? 'size-24 sm:size-44' : 'size-44 sm:size-52'}`} aria-hidden="true">
      <canvas ref={canvas} className={`absolute inset-0 size-full fill-accent stroke-on-accent text-edge ${solid ? '' : 'invisible'}`} />
      {!solid && (
        <svg viewBox="0 0 100 100" className={`absolute ${small ? 'inset-2 sm:inset-5' : 'inset-5'} ${rolling ? 'animate-pulse' : ''}`}>
          <polygon points={outlines[sides] ?? outlines[6]} className="fill-accent stroke-edge" strokeWidth="2.5" strokeLinejoin="round" />
          <text x="50" y={sides === 4 ? 64 : 53} textAnchor="middle" dominantBaseline="middle" className="numeral fill-on-accent" fontSize="34">
            {face ?? t('die.name', { die: sides })}
          </text>
        </svg>
      )}
    </span>
  )
}
