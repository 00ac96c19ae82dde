import { once } from 'node:events'
import { mkdtempSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { expect, it } from 'vitest'

const runners = 4
const rounds = 10

/** Begins each round with the others, and answers the key that it got in each. */
const program = `
const { parentPort, workerData } = require('node:worker_threads')
import(workerData.module).then(({ readConfig }) => {
  const gate = new Int32Array(workerData.gate)
  const got = workerData.folders.map((folder, round) => {
    Atomics.add(gate, round, 1)
    Atomics.notify(gate, round)
    for (let there = 0; there < workerData.runners; there = Atomics.load(gate, round)) Atomics.wait(gate, round, there)
    return readConfig({ ASSENT_DATA: folder }).keys.cookie[0].id
  })
  parentPort.postMessage(got)
})`

it('processes that start together in a new folder get the same keys, and leave nothing else there', async () => {
  const home = mkdtempSync(join(tmpdir(), 'assent-config-race-'))
  const folders = Array.from({ length: rounds }, (_, round) => join(home, String(round)))
  const gate = new SharedArrayBuffer(4 * rounds)
  const module = new URL('./config.ts', import.meta.url).href
  const workers = Array.from(
    { length: runners },
    () => new Worker(program, { eval: true, workerData: { module, gate, runners, folders } }),
  )
  const answers = await Promise.all(workers.map(async (worker) => (await once(worker, 'message'))[0] as string[]))
  for (const [round, folder] of folders.entries()) {
    expect(new Set(answers.map((got) => got[round])).size).toBe(1)
    expect(readdirSync(folder)).toEqual(['keys.json'])
  }
})
