import { queryClient, refreshPile } from '../api/pile'
import { whyNot } from '../api/problem'
import { say, sayWrong } from '../ui/toasts'

/** Does what an admin asks for, says what came of it, and has the pages asked for anew. */
export async function administer<T>(what: Promise<T>, said: (done: T) => string): Promise<T | null> {
  try {
    const done = await what
    say(said(done))
    return done
  } catch (problem) {
    sayWrong(whyNot(problem))
    return null
  } finally {
    await Promise.all([queryClient.invalidateQueries({ queryKey: ['admin'] }), refreshPile()])
  }
}
