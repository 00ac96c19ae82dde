import { backup } from './backup.ts'
import type { Command } from './command.ts'
import { doctor } from './doctor.ts'
import { evidenceVerify } from './evidence-verify.ts'
import { keyCreate } from './key-create.ts'
import { keyList } from './key-list.ts'
import { keyRevoke } from './key-revoke.ts'
import { keysMake } from './keys-make.ts'
import { keysRotate } from './keys-rotate.ts'
import { migrate } from './migrate.ts'
import { passkeysMove } from './passkeys-move.ts'
import { platformCreate } from './platform-create.ts'
import { platformList } from './platform-list.ts'
import { platformShow } from './platform-show.ts'
import { platformUpdate } from './platform-update.ts'
import { purge } from './purge.ts'
import { restored } from './restored.ts'
import { restoredEvents } from './restored-events.ts'
import { sessionShow } from './session-show.ts'
import { userBlock } from './user-block.ts'
import { userErase } from './user-erase.ts'
import { userExport } from './user-export.ts'
import { userReset } from './user-reset.ts'
import { userShow } from './user-show.ts'
import { userUnblock } from './user-unblock.ts'

/** All commands, in the order of the help. */
export const commands: readonly Command[] = [
  platformCreate,
  platformList,
  platformShow,
  platformUpdate,
  keyCreate,
  keyList,
  keyRevoke,
  keysMake,
  keysRotate,
  userShow,
  userBlock,
  userUnblock,
  userReset,
  userExport,
  userErase,
  passkeysMove,
  sessionShow,
  evidenceVerify,
  purge,
  migrate,
  backup,
  // Before the shorter one, which its words begin with.
  restoredEvents,
  restored,
  doctor,
]
