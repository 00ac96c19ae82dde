const announcerId = 'announcer'

/** A live region that outlives the pages: what comes into a document together with its region may go unheard. */
export function Announcer() {
  return <p id={announcerId} className="visually-hidden" role="status" />
}

/** Has a text spoken without moving the focus. The same text is spoken again only if another came between. */
export function announce(text: string): void {
  const region = document.getElementById(announcerId)
  if (region) region.textContent = text
}
