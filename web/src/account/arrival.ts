import { useEffect, useState } from 'react'
import { t, type Key } from '../texts'

/** What came of a sign-in by a provider, as the server says it in the address that it leads back to. */
export type Outcome = 'signed_in' | 'linked' | 'link_needed' | 'cancelled' | 'expired' | 'refused' | 'away' | 'email_not_verified' | 'not_allowed' | 'registration_closed' | 'taken' | 'locked'

const PARAMETER = 'sign_in'

/** Read once: the address is without it from then on, so that loading the page again does not say it again. */
export let outcome = taken()

function taken(): Outcome | null {
  const address = new URL(location.href)
  const said = address.searchParams.get(PARAMETER)
  if (said === null) return null
  address.searchParams.delete(PARAMETER)
  history.replaceState(history.state, '', address)
  return said as Outcome
}

/** What has come of it, for the page that shows it first: it is old news on the next one; and what forgets it. */
export function useOutcome(): [Outcome | null, () => void] {
  const [shown, setShown] = useState(outcome)
  useEffect(() => {
    outcome = null
  }, [])
  return [shown, () => setShown(null)]
}

/** What has come of it, in words; `name` is the provider's. */
export const said = (outcome: Outcome, name: string): string => t(`provider.${outcome}` as Key, { name })
