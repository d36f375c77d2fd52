import { useEffect, useRef, type RefObject } from 'react'

/**
 * Brings the focus to the first field of a form that is marked as wrong, where what was found wrong is read.
 *
 * @param found what was found at the last try, another value at each; nothing is null or 0
 */
export function useFirstWrong(found: unknown): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    if (found) form.current?.querySelector<HTMLElement>(':is(input, textarea, select)[aria-invalid=true]')?.focus()
  }, [found])
  return form
}
