import { gzipSync } from 'node:zlib'
import type { Plugin, Rolldown } from 'vite'

/** What a browser may load of script before it shows the first page, compressed. */
const LIMIT = 200 * 1024

/** Prints the compressed size of the script that the first page loads, and fails the build beyond the limit. */
export function firstLoad(): Plugin {
  return {
    name: 'first-load',
    apply: 'build',
    writeBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((file): file is Rolldown.OutputChunk => file.type === 'chunk')
      const byName = new Map(chunks.map((chunk) => [chunk.fileName, chunk]))
      const needed = new Set<string>()
      const need = (name: string) => {
        if (needed.has(name)) return
        needed.add(name)
        byName.get(name)?.imports.forEach(need)
      }
      chunks.filter((chunk) => chunk.isEntry).forEach((chunk) => need(chunk.fileName))
      // The roll page is what a reader sees first, though it is a chunk of its own.
      chunks.filter((chunk) => chunk.facadeModuleId?.endsWith('RollPage.tsx')).forEach((chunk) => need(chunk.fileName))
      const size = [...needed].reduce((sum, name) => sum + gzipSync(byName.get(name)?.code ?? '').length, 0)
      console.log(`First load: ${Math.round(size / 1024)} KiB of script compressed, in ${needed.size} files (at most ${LIMIT / 1024} KiB)`)
      if (size > LIMIT) this.error(`The first load is larger than ${LIMIT / 1024} KiB of compressed script.`)
    },
  }
}
