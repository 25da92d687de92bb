#!/usr/bin/env node
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pc from 'picocolors'
import type { Io, Output } from './io.js'
import { run } from './run.js'

/** The real output. A reader that has gone (EPIPE) is no error; anything else that fails is. */
function outputOf(stream: NodeJS.WriteStream): Output {
  let gone = false
  let broken: Error | undefined
  stream.on('error', (error: NodeJS.ErrnoException) => {
    gone = true
    if (error.code !== 'EPIPE') broken = error
  })
  return {
    isTTY: stream.isTTY === true,
    paint: pc.createColors(stream.isTTY === true && pc.isColorSupported),
    get gone() {
      return gone
    },
    write: async (text) => {
      if (broken !== undefined) throw broken
      if (gone || stream.write(text)) return
      await Promise.race([once(stream, 'drain'), once(stream, 'close')]).catch(() => {})
    },
  }
}

/** Of the package.json beside or above this file, wherever the build put it. */
function versionHere(): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    const file = join(folder, 'package.json')
    if (existsSync(file)) {
      const { name, version } = JSON.parse(readFileSync(file, 'utf8')) as { name?: string; version?: string }
      if (name === 'fairlead') return version ?? 'unknown'
    }
    if (folder === dirname(folder)) return 'unknown'
  }
}

// Node 22 warns that its SQLite is experimental; people who route leads can do nothing about it.
const [printWarning] = process.listeners('warning')
process.removeAllListeners('warning')
process.on('warning', (warning) => {
  if (!(warning.name === 'ExperimentalWarning' && warning.message.includes('SQLite'))) printWarning?.(warning)
})

let stdinUsed = false
const io: Io = {
  stdout: outputOf(process.stdout),
  stderr: outputOf(process.stderr),
  stdin: {
    [Symbol.asyncIterator]: () => {
      stdinUsed = true
      return process.stdin[Symbol.asyncIterator]()
    },
  },
  cwd: process.cwd(),
  clock: Date.now,
}

process.exitCode = await run(process.argv.slice(2), io, versionHere())
// What the command did not want to read any more must not keep the process.
if (stdinUsed) process.stdin.destroy()
