// Moves the write-ahead log into the database file, on a thread of its own. Plain JavaScript: a thread that had to strip
// types would hold as much memory for it as for its work.
import { statSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import Sqlite from 'better-sqlite3'

const { path, everyMs, passiveBytes, restartBytes, truncateEveryMs, againMs, waitMs } = workerData
const client = new Sqlite(path, { fileMustExist: true, timeout: waitMs })
client.pragma('synchronous = FULL')
client.pragma('wal_autocheckpoint = 0')

/** What a RESTART may find to do: written in a millisecond or two. */
const fewPages = 64
const atMostRounds = 8

let truncatedAt = performance.now()
/** Whether somebody wants the log empty who has not got it yet: a reader of an old state kept it. */
let wanted = false

function walBytes() {
  return statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0
}

/**
 * PASSIVE waits for nobody and stops nobody, but under load without pause the log never begins anew after it. RESTART and
 * TRUNCATE keep writers out while they work: they come when next to nothing is left to do. In: whether it is to be emptied
 * at once.
 */
function checkpoint(atOnce) {
  const bytes = walBytes()
  if (bytes < passiveBytes && !wanted) return
  const since = performance.now() - truncatedAt
  if (atOnce || since >= (wanted ? againMs : truncateEveryMs)) truncate()
  else if (bytes >= restartBytes) {
    catchUp()
    client.pragma('wal_checkpoint(RESTART)')
  } else if (bytes >= passiveBytes) client.pragma('wal_checkpoint(PASSIVE)')
}

function truncate() {
  catchUp()
  const [{ busy }] = client.pragma('wal_checkpoint(TRUNCATE)')
  wanted &&= busy !== 0
  truncatedAt = performance.now()
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
  wanted = true
  checkpoint(true)
  parentPort.postMessage({ walBytes: walBytes() })
})
parentPort.postMessage('ready')
