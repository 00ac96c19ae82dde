// Moves the write-ahead log into the database file, on a thread of its own. Plain JavaScript: a thread that had to strip
// types would hold as much memory for it as for its work.
import { statSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import Sqlite from 'better-sqlite3'

const { path, everyMs, passiveBytes, restartBytes, truncateEveryMs, waitMs } = workerData
const client = new Sqlite(path, { fileMustExist: true, timeout: waitMs })
client.pragma('synchronous = FULL')
client.pragma('wal_autocheckpoint = 0')

/** What a RESTART may find to do: written in a millisecond or two. */
const fewPages = 64
const atMostRounds = 8

let truncatedAt = performance.now()

function walBytes() {
  return statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0
}

/**
 * PASSIVE waits for nobody and stops nobody, but under load without pause the log never begins anew after it. RESTART and
 * TRUNCATE keep writers out while they work: they come when next to nothing is left to do.
 */
function checkpoint(asked) {
  const bytes = walBytes()
  if (bytes < passiveBytes && !asked) return
  const due = performance.now() - truncatedAt >= truncateEveryMs
  if (asked || due) {
    catchUp()
    client.pragma('wal_checkpoint(TRUNCATE)')
    truncatedAt = performance.now()
  } else if (bytes >= restartBytes) {
    catchUp()
    client.pragma('wal_checkpoint(RESTART)')
  } else client.pragma('wal_checkpoint(PASSIVE)')
}

/** Each round finds only what was written during the one before, so they get shorter. */
function catchUp() {
  let moved = 0
  for (let round = 0; round < atMostRounds; round += 1) {
    const [{ checkpointed }] = client.pragma('wal_checkpoint(PASSIVE)')
    const left = checkpointed - moved
    if (left <= fewPages) return
    moved = checkpointed
  }
}

const timer = setInterval(checkpoint, everyMs, false)

parentPort.on('message', (asked) => {
  if (asked === 'stop') {
    clearInterval(timer)
    client.close()
    parentPort.close()
    return
  }
  checkpoint(true)
  parentPort.postMessage({ walBytes: walBytes() })
})
parentPort.postMessage('ready')
