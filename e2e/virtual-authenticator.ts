import type { BrowserContext, CDPSession, Page } from '@playwright/test'
import type { Authenticator } from '../lib/methods/passkey/testing/authenticator.ts'

interface Credential {
  readonly credentialId: string
  readonly userHandle?: string
  readonly signCount: number
}

/** What a faulty or malicious authenticator would do. */
export interface Overrides {
  readonly isBogusSignature?: boolean
  /** Says that the person was not verified. */
  readonly isBadUV?: boolean
  /** Says that nobody was present. */
  readonly isBadUP?: boolean
}

/** The device's own authenticator, played by Chromium. The person always agrees until told otherwise. */
export class VirtualAuthenticator {
  readonly #cdp: CDPSession
  readonly #authenticatorId: string

  private constructor(cdp: CDPSession, authenticatorId: string) {
    this.#cdp = cdp
    this.#authenticatorId = authenticatorId
  }

  /** Gives a page's device an authenticator. `synced`: passkeys made there are copied between devices. */
  static async add(page: Page, { synced = false } = {}): Promise<VirtualAuthenticator> {
    const context: BrowserContext = page.context()
    const cdp = await context.newCDPSession(page)
    await cdp.send('WebAuthn.enable')
    const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
        defaultBackupEligibility: synced,
        defaultBackupState: synced,
      },
    })
    return new VirtualAuthenticator(cdp, authenticatorId)
  }

  async credentials(): Promise<Credential[]> {
    const { credentials } = await this.#cdp.send('WebAuthn.getCredentials', { authenticatorId: this.#authenticatorId })
    return credentials
  }

  /** Puts a passkey on this device that a software authenticator made. */
  async import({ id, privateKey, setting, counter }: Authenticator): Promise<void> {
    await this.#cdp.send('WebAuthn.addCredential', {
      authenticatorId: this.#authenticatorId,
      credential: {
        credentialId: id.toString('base64'),
        isResidentCredential: true,
        rpId: setting.rpId,
        privateKey: privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64'),
        userHandle: Buffer.from(setting.handle, 'base64url').toString('base64'),
        signCount: counter,
      },
    })
  }

  async override(overrides: Overrides): Promise<void> {
    await this.#cdp.send('WebAuthn.setResponseOverrideBits', { authenticatorId: this.#authenticatorId, ...overrides })
  }

  /** The person fails the check of the device, as a wrong finger does. */
  async failVerification(): Promise<void> {
    await this.#cdp.send('WebAuthn.setUserVerified', { authenticatorId: this.#authenticatorId, isUserVerified: false })
  }

  async passVerification(): Promise<void> {
    await this.#cdp.send('WebAuthn.setUserVerified', { authenticatorId: this.#authenticatorId, isUserVerified: true })
  }

  /** Changes what a passkey says of being copied to other devices. */
  async setBackup(credentialId: string, backup: { backupEligibility?: boolean; backupState?: boolean }): Promise<void> {
    const authenticatorId = this.#authenticatorId
    await this.#cdp.send('WebAuthn.setCredentialProperties', { authenticatorId, credentialId, ...backup })
  }
}
