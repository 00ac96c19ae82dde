/**
 * Did our own page send this? In: the headers Origin and Sec-Fetch-Site, our public origin. Out: whether the request may
 * change anything. A browser sends Origin with every post; one that hides it is refused. ASVS 5.0 V3.5.
 */
export function fromOwnPage(origin: string | null, fetchSite: string | null, own: string): boolean {
  return origin === own && (fetchSite === null || fetchSite === 'same-origin')
}
