import Sqlite from 'better-sqlite3'
import { expect, it } from 'vitest'
import { hasRoom } from './has-room.ts'

it('REL-08 knows by the pages left whether a file can grow, freed ones included', () => {
  const db = new Sqlite(':memory:')
  db.exec('create table t (b blob)')
  expect(hasRoom(db, ':memory:')).toBe(true)
  db.exec('insert into t values (zeroblob(33554432))')
  db.pragma(`max_page_count = ${db.pragma('page_count', { simple: true })}`)
  expect(hasRoom(db, ':memory:')).toBe(false)
  db.exec('delete from t')
  expect(hasRoom(db, ':memory:')).toBe(true)
  db.close()
})
