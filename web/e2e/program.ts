import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'

const jar = resolve(import.meta.dirname, '../../standalone/target/comic-pile.jar')
const java = process.env['JAVA_HOME'] ? join(process.env['JAVA_HOME'], 'bin/java') : 'java'
/** Another way to start the program than the packaged one, as words separated by spaces. */
const command = process.env['COMIC_PILE']?.split(' ') ?? [java, '-jar', jar]

export const ADMIN = { username: 'admin', password: 'admin of the flows' }

/** The program with data of its own, which can be stopped and started again. */
export class Program {
  private readonly data = mkdtempSync(join(tmpdir(), 'comic-pile-flows-'))
  private child: ChildProcess | null = null

  private constructor(
    private readonly port: number,
    private readonly settings: Record<string, string>,
  ) {}

  static async started(settings: Record<string, string> = {}): Promise<Program> {
    const program = new Program(await freePort(), settings)
    await program.start()
    return program
  }

  get url(): string {
    return `http://localhost:${this.port}`
  }

  async start(): Promise<void> {
    const others = Object.entries(process.env).filter(([name]) => !name.startsWith('PILE_'))
    const [file, ...words] = command
    const child = spawn(file!, [...words, '--port', `${this.port}`, '--data-dir', this.data, '--demo'], {
      env: {
        ...Object.fromEntries(others),
        PILE_ADMIN_USERNAME: ADMIN.username,
        PILE_ADMIN_PASSWORD: ADMIN.password,
        PILE_RATE_LIMITS: 'off',
        PILE_TRUSTED_PROXIES: '127.0.0.1',
        ...this.settings,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    this.child = child
    await new Promise<void>((ready, failed) => {
      const said: string[] = []
      createInterface(child.stdout!).on('line', (line) => {
        said.push(line)
        if (line.startsWith('Comic Pile is ready')) ready()
      })
      child.once('exit', (code) => failed(new Error(`The program ended with ${code}:\n${said.join('\n')}`)))
    })
  }

  async stop(): Promise<void> {
    const child = this.child
    if (!child || child.exitCode !== null) return
    child.kill('SIGTERM')
    await once(child, 'exit')
  }

  async end(): Promise<void> {
    await this.stop()
    rmSync(this.data, { recursive: true, force: true })
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0)
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  return port
}
