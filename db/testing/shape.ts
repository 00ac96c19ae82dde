/** What a schema is made of, in words that are the same for every engine. Lists are sorted. */
export interface TableShape {
  /** `expires_at integer not null` */
  readonly columns: readonly string[]
  /** The columns of the primary key, in their order. */
  readonly key: readonly string[]
  /** `session_open: unique (user_id, purpose, operation_hash), some rows` */
  readonly indexes: readonly string[]
  /** `(user_id) -> user (id) on delete cascade` */
  readonly references: readonly string[]
}

export type Shape = Readonly<Record<string, TableShape>>

/** SQLite has fewer types, so they are what both are told in. */
const types: Readonly<Record<string, string>> = {
  bigint: 'integer',
  boolean: 'integer',
  'text collate "C"': 'text',
  json: 'text',
  bytea: 'blob',
}

export const columnWords = (name: string, type: string, notNull: boolean) =>
  `${name} ${types[type] ?? type}${notNull ? ' not null' : ''}`

export const indexWords = (name: string, columns: readonly string[], unique: boolean, partial: boolean) =>
  `${name}: ${unique ? 'unique ' : ''}(${columns.join(', ')})${partial ? ', some rows' : ''}`

export const referenceWords = (columns: readonly string[], table: string, to: readonly string[], onDelete: string) =>
  `(${columns.join(', ')}) -> ${table} (${to.join(', ')}) on delete ${onDelete.toLowerCase()}`
