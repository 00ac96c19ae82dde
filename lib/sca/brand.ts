/** What a platform may change of the pages: two colours and a logo. Nothing else. */
export interface Brand {
  /** `#rrggbb`: buttons, links and icons; null: the colours of the purpose. Checked when it is set. */
  readonly primary: string | null
  /** `#rrggbb`: the line above the page, the letter that stands for a logo; null: the first colour. */
  readonly secondary: string | null
  readonly logo: Logo | null
}

/** The logo as it is stored: drawn anew, so nothing of the file that was given is left but the picture. */
export interface Logo {
  /** SHA-256 of its bytes, base64url: its address. */
  readonly hash: string
  /** Pixels. */
  readonly width: number
  readonly height: number
}

export const noBrand: Brand = { primary: null, secondary: null, logo: null }
