import { useEffect } from 'react'
import { shared } from '../shared'

const said = shared('')
let last: string | null = null

/**
 * Names the page in the browser.
 *
 * @param name what is said of it once it is there, where that is not its title: a title may change while one is on the page
 */
export function useDocumentTitle(title: string | undefined, name = title): void {
  useEffect(() => {
    document.title = title ? `${title} – Comic Pile` : 'Comic Pile'
    return () => void (document.title = 'Comic Pile')
  }, [title])
  useEffect(() => {
    if (!name || name === last) return
    // The first page is one that the browser has loaded, and names itself.
    if (last !== null) said.set(name)
    last = name
  }, [name])
}

/** Tells who does not see it that another page has come: the browser says so only of pages that it loads. */
export const PageSaid = () => <div aria-live="polite" className="sr-only">{said.use()}</div>
