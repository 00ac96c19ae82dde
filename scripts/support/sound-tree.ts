/** What a tree consists of when everything is in order. */
export const sound = {
  'lib/sca/words.ts': 'export type Word = string\nexport const words = 1\n',
  'lib/sca/decide.ts': "import { words } from './words.ts'\nexport const decide = words\n",
  'lib/ports/clock.ts':
    "import type { Word } from '../sca/words.ts'\nexport type Clock = Word\nexport const clock = 1\n",
  'db/store.ts':
    "import type { Clock } from '../lib/ports/clock.ts'\nexport type Store = Clock\nexport const store = 1\n",
  'db/store.contract.ts':
    "import { test } from 'vitest'\nimport { store } from './store.ts'\nexport const suite = { test, store }\n",
  'db/sqlite/store.ts':
    "import * as orm from 'drizzle-orm'\nimport type { Store } from '../store.ts'\nexport const sqlite: Store = orm\n",
  'db/sqlite/store.test.ts':
    "import { suite } from '../store.contract.ts'\nimport { sqlite } from './store.ts'\nsuite(sqlite)\n",
  'db/journal/journal.ts': 'export const journal = 1\n',
  'lib/metrics/meters.ts': "import { clock } from '../ports/clock.ts'\nexport const meters = clock\n",
  'lib/senders/smtp.ts': "import { clock } from '../ports/clock.ts'\nexport const smtp = clock\n",
  'lib/methods/pin/check.ts':
    "import { words } from '../../sca/words.ts'\nimport type { Store } from '../../../db/store.ts'\nexport const pin = words as Store\n",
  'lib/methods/passkey/check.ts': "import { randomBytes } from 'node:crypto'\nexport const passkey = randomBytes\n",
  'lib/i18n/format.ts': "import en from '../../messages/en.json' with { type: 'json' }\nexport const format = en\n",
  'lib/config.ts': 'export type Config = string\nexport const config = 1\n',
  'lib/session/deps.ts': "import type { Config } from '../config.ts'\nexport type Deps = Config\n",
  'lib/session/open.ts':
    "import { pin } from '../methods/pin/check.ts'\nimport { format } from '../i18n/format.ts'\nexport const open = { pin, format }\n",
  'lib/container.ts':
    "import { sqlite } from '../db/sqlite/store.ts'\nimport { smtp } from './senders/smtp.ts'\nexport const container = { sqlite, smtp }\n",
  'lib/api/app.ts':
    "import { z } from 'zod'\nimport { open } from '../session/open.ts'\nimport { container } from '../container.ts'\nexport const api = { z, open, container }\n",
  'lib/webhooks/event-types.ts': 'export const eventTypes = 1\n',
  'lib/web/step-page.ts': "import { open } from '../session/open.ts'\nexport const stepPage = open\n",
  'components/screens/welcome.tsx':
    "import * as React from 'react'\nimport type { Word } from '../../lib/sca/words.ts'\nexport const Welcome = (props: { word: Word }) => <p>{props.word}{React.version}</p>\n",
  'app/page.tsx':
    "import { stepPage } from '../lib/web/step-page.ts'\nimport { Welcome } from '../components/screens/welcome.tsx'\nexport default stepPage(Welcome)\n",
  'server.ts': "import { api } from './lib/api/app.ts'\nexport const server = api\n",
  'messages/en.json': '{}',
  'examples/platform/server.ts': "import { createServer } from 'node:http'\nexport const platform = createServer\n",
} satisfies Record<string, string>
