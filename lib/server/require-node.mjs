// Loaded before everything else. Plain JavaScript without dependencies, because an old Node has to be able to read it.
import process from 'node:process'

/** The oldest Node that our parts run on: they crash on an older one, and only when a database is opened. */
const needed = 24

if (Number(process.versions.node.split('.')[0]) < needed) {
  process.stderr.write(
    `This is Node ${process.versions.node} (${process.execPath}), and Assent needs Node ${needed} or newer.\n`,
  )
  process.exit(1)
}
