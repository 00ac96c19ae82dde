/** The peppers, which are kept outside the database. Old ones stay readable until every hash of theirs is renewed. */
export interface PepperKeys {
  readonly currentId: string
  key(id: string): Buffer | null
}
