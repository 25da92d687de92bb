import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import puppeteer, { type Browser } from 'puppeteer-core'

export interface Chromium {
  readonly browser: Browser
  close(): Promise<void>
}

/** Why there is no browser here; nothing where there is one. */
export const browserMissing: string | undefined =
  (process.platform === 'linux' && process.arch === 'x64') || onPath() !== undefined
    ? undefined
    : 'no Chromium: @sparticuz/chromium has one for Linux on x64, elsewhere put `chromium` on the PATH'

/**
 * The Chromium of `@sparticuz/chromium`, unpacked into a folder of its own: several test runs at once would write into the same one. Its
 * libraries come with it, so a machine without a desktop has all it needs.
 */
export async function startChromium(): Promise<Chromium> {
  const folder = mkdtempSync(join(tmpdir(), 'fairlead-browser-'))
  const remove = (): void => rmSync(folder, { recursive: true, force: true, maxRetries: 10 })
  try {
    const { path, env, args } = await (process.platform === 'linux' && process.arch === 'x64' ? unpacked(folder) : installed())
    const browser = await puppeteer.launch({
      executablePath: path,
      args: [...args, '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
      env,
      headless: 'shell',
      userDataDir: join(folder, 'profile'),
      timeout: 240_000,
      protocolTimeout: 240_000,
    })
    return {
      browser,
      close: async () => {
        await browser.close()
        remove()
      },
    }
  } catch (error) {
    remove()
    throw error
  }
}

interface Installed {
  readonly path: string
  readonly env: Record<string, string | undefined>
  readonly args: readonly string[]
}

async function unpacked(folder: string): Promise<Installed> {
  const { TMPDIR, LD_LIBRARY_PATH, FONTCONFIG_PATH } = process.env
  // The package unpacks to where temporary files go, and its libraries only where it takes itself to be in such a place.
  process.env.TMPDIR = folder
  process.env.AWS_EXECUTION_ENV = 'AWS_Lambda_nodejs20.x'
  try {
    const { default: chromium } = await import('@sparticuz/chromium')
    chromium.setGraphicsMode = false
    const path = await chromium.executablePath()
    return { path, env: { ...process.env }, args: ['--no-zygote', '--single-process', '--font-render-hinting=none'] }
  } finally {
    delete process.env.AWS_EXECUTION_ENV
    for (const [name, value] of Object.entries({ TMPDIR, LD_LIBRARY_PATH, FONTCONFIG_PATH })) {
      if (value === undefined) delete process.env[name]
      else process.env[name] = value
    }
  }
}

async function installed(): Promise<Installed> {
  return { path: onPath() as string, env: { ...process.env }, args: [] }
}

function onPath(): string | undefined {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap((folder) => ['chromium', 'chromium-browser', 'google-chrome'].map((name) => join(folder, name)))
    .find((file) => existsSync(file))
}
