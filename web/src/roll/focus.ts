import { useEffect, useRef } from 'react'
import { useBusy } from '../api/act'

/**
 * Where the focus goes on the page of the die: to what a throw has picked, and, where a pick or whatever else had the
 * focus goes by what is done on this device, to what comes in its place, in the same part of the page if there is one.
 *
 * @param awaitsPick whether a pick is about to be shown
 * @return the places, and whether a throw was made whose pick has not been shown yet
 */
export function useFocusOfRoll(awaitsPick: boolean) {
  const pick = useRef<HTMLHeadingElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const wake = useRef<HTMLButtonElement>(null)
  const allRead = useRef<HTMLHeadingElement>(null)
  const thrown = useRef(false)
  const last = useRef<HTMLHeadingElement>(null)
  const focused = useRef<Element>(null)
  const part = useRef<Element>(null)
  const gone = useRef(false)
  const placed = useRef(true)
  const doneHere = useDoneHere()
  useEffect(() => {
    // What was picked may be known only some time after the throw.
    if (awaitsPick && pick.current === null) return
    const isLost = focused.current?.isConnected === false
    if (doneHere.current && (isLost || (last.current !== null && last.current !== pick.current))) gone.current = true
    // Until then what comes in its place may not be there yet, or go again.
    else if (!doneHere.current && placed.current) gone.current = false
    last.current = pick.current
    const places = [pick, button, wake, allRead].flatMap(({ current }) => (current === null || current.matches(':disabled') ? [] : [current]))
    const next = (isLost && places.find((place) => part.current?.contains(place))) || places[0]
    const at = document.activeElement
    const isNowhere = at === document.body || (next && at !== next && at?.contains(next))
    const isThere = thrown.current && pick.current !== null
    if (isThere) pick.current?.focus()
    else if (gone.current && isNowhere) next?.focus()
    if (isThere) thrown.current = false
    placed.current = document.activeElement !== document.body
    if (!placed.current) return
    focused.current = document.activeElement
    part.current = document.activeElement?.closest('section') ?? null
  })
  return { pick, button, wake, allRead, thrown }
}

/** Whether something is being done on this device, or was a moment ago: the page shows it only then. */
function useDoneHere() {
  const busy = useBusy()
  const done = useRef(false)
  useEffect(() => {
    if (busy) {
      done.current = true
      return
    }
    const later = setTimeout(() => (done.current = false), 1000)
    return () => clearTimeout(later)
  }, [busy])
  return done
}
