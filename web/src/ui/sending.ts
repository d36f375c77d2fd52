import { useState, type FormEvent } from 'react'
import { ApiError } from '../api/problem'
import { useFirstWrong } from './firstWrong'

/** A form that sends something: whether it is under way, and what was wrong with it, as a whole or with a field. */
export function useSending() {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Error | null>(null)
  const form = useFirstWrong(problem)
  const send = (what: () => Promise<unknown>) => (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    setProblem(null)
    what().catch(setProblem).finally(() => setBusy(false))
  }
  const wrong = (field: string) => (problem instanceof ApiError ? problem.of(field) : undefined)
  return { form, busy, problem, send, wrong }
}
