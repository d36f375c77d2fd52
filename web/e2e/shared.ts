import { Program } from './program'

/** Starts the program that all flows share, and ends it after them. */
export default async function shared(): Promise<() => Promise<void>> {
  const program = await Program.started()
  process.env['FLOWS_URL'] = program.url
  return () => program.end()
}
