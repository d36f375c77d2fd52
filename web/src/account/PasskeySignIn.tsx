import { useState } from 'react'
import { whyNot } from '../api/problem'
import { t } from '../texts'
import { Press } from '../ui/forms'
import { enterByPasskey, isCancelled } from './passkey'

/** A way in without a name and a password, for whoever has a passkey on this device. */
export function PasskeySignIn() {
  const [problem, setProblem] = useState<Error | null>(null)
  const [busy, setBusy] = useState(false)
  const enter = async () => {
    setBusy(true)
    setProblem(null)
    try {
      await enterByPasskey()
    } catch (wrong) {
      setProblem(isCancelled(wrong) ? null : (wrong as Error))
      setBusy(false)
    }
  }
  return (
    <>
      <Press isPending={busy} onPress={() => void enter()}>{t('passkeys.signin')}</Press>
      {problem && <p role="alert" className="text-sm font-semibold text-accent">{whyNot(problem)}</p>}
    </>
  )
}
