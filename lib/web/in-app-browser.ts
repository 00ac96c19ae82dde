/** Apps that show web pages in a window of their own, by what they write into the User-Agent; the first match counts. */
const apps: readonly [RegExp, string][] = [
  [/\bInstagram\b/, 'Instagram'],
  [/\bBarcelona\b/, 'Threads'],
  [/MessengerForiOS|FB_IAB\/(MESSENGER|Orca-Android)/, 'Messenger'],
  [/\bFB(AN|AV)\/|\bFB_IAB\//, 'Facebook'],
  [/musical_ly|BytedanceWebview|\bTikTok\b|\btrill_/, 'TikTok'],
  [/\bLinkedInApp\b/, 'LinkedIn'],
  [/\bMicroMessenger\//, 'WeChat'],
  [/\bSnapchat\b/, 'Snapchat'],
  [/\bPinterest\b/, 'Pinterest'],
  [/\bTwitter(Android| for )/, 'X'],
  [/ Line\/\d/, 'LINE'],
  [/\bKAKAOTALK\b/, 'KakaoTalk'],
  [/\bGSA\//, 'Google'],
]

/** The word for an app that does not say its name. */
const unnamedApp = 'none'

/**
 * The app inside which a page is open, where passkeys often do not work: an embedded WebView needs the app's own
 * permission (Android) or an entitlement (iOS). It is a hint for a text, never a reason to refuse anything.
 * In: the User-Agent. Out: the app's name, `none` for one without a name, or null for a browser of its own.
 */
export function inAppBrowser(userAgent: string | null): string | null {
  const text = userAgent ?? ''
  const named = apps.find(([pattern]) => pattern.test(text))?.[1]
  if (named) return named
  // Android's WebView says so; on iOS only Safari and browsers that stand by themselves end with a Safari token.
  const android = /Android/.test(text) && /; wv\)/.test(text)
  const apple = /iPhone|iPad|iPod/.test(text) && /AppleWebKit\//.test(text) && !/Safari\//.test(text)
  return android || apple ? unnamedApp : null
}
