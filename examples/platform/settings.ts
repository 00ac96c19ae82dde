/** What this server was told by its environment. The API key stays here: no page and no log ever has it. */
export interface Settings {
  readonly port: number
  /** Our own public origin. `/return` under it is registered with Assent as return URL. */
  readonly origin: string
  /** The public origin of Assent: what receipts name as issuer, and where browsers are sent. */
  readonly assent: string
  /** Where the API is reached from this server; mostly the same. */
  readonly api: string
  readonly apiKey: string
  /** What Assent calls us: receipts name it as audience. */
  readonly platformId: string
}

export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const apiKey = env['ASSENT_API_KEY']
  if (!apiKey) throw new Error('ASSENT_API_KEY: the API key is missing (npm run assent -- platform create makes one)')
  const port = Number(env['PORT'] ?? 4000)
  const assent = new URL(env['ASSENT_URL'] ?? env['ASSENT_API'] ?? 'http://localhost:3000').origin
  return {
    port,
    origin: new URL(env['PLATFORM_URL'] ?? `http://localhost:${port}`).origin,
    assent,
    api: new URL(env['ASSENT_API'] ?? assent).origin,
    apiKey,
    platformId: env['ASSENT_PLATFORM_ID'] ?? 'demo',
  }
}
