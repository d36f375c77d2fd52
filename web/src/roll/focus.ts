import { useEffect, useRef } from 'react'
import { useBusy } from '../api/act'

/**
 * Where the focus goes on the page of the die: to what a throw has picked, and, where a pick goes by what is done on this
 * device and takes the focus with it, to what comes in its place.
 *
 * @param awaitsPick whether a pick is about to be shown
 * @return the places, and whether a throw was made whose pick has not been shown yet
 */
export function useFocusOfRoll(awaitsPick: boolean) {
  const pick = useRef<HTMLHeadingElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const allRead = useRef<HTMLHeadingElement>(null)
  const thrown = useRef(false)
  const last = useRef<HTMLHeadingElement>(null)
  const gone = useRef(false)
  const placed = useRef(true)
  const doneHere = useDoneHere()
  useEffect(() => {
    // What was picked may be known only some time after the throw.
    if (awaitsPick && pick.current === null) return
    if (doneHere.current && last.current !== null && last.current !== pick.current) gone.current = true
    // Until then what comes in its place may not be there yet, or go again.
    else if (!doneHere.current && placed.current) gone.current = false
    last.current = pick.current
    const next = pick.current ?? button.current ?? allRead.current
    const at = document.activeElement
    const isNowhere = at === document.body || (at !== next && at?.contains(next))
    const isThere = thrown.current && pick.current !== null
    if (isThere || (gone.current && isNowhere)) next?.focus()
    if (isThere) thrown.current = false
    placed.current = document.activeElement !== document.body
  })
  return { pick, button, allRead, thrown }
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
