/** Whether the gallery and other tools of the sandbox may be shown: never in live mode. */
export function galleryAllowed(): boolean {
  return process.env['ASSENT_MODE'] !== 'live'
}
