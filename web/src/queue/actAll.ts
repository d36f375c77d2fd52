import { act } from '../api/act'
import type { Write } from '../api/writes'

/** Does several things, one after another, and stops at the first that is refused. */
export async function actAll(writes: Write[], _count: number): Promise<void> {
  for (const write of writes) {
    if (!(await act(write))) return
  }
}
