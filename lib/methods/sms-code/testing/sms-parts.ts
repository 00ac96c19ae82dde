/** GSM 03.38: the basic alphabet, and the signs that cost two places. */
const basic =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà'
const doubled = '^{}\\[~]|€'

/** How many SMS a text takes, and in which alphabet. 3GPP TS 23.038, 23.040. */
export function smsParts(text: string): { readonly alphabet: 'gsm' | 'ucs-2'; readonly parts: number } {
  const gsm = [...text].every((sign) => basic.includes(sign) || doubled.includes(sign))
  const length = gsm ? [...text].reduce((sum, sign) => sum + (doubled.includes(sign) ? 2 : 1), 0) : text.length
  const [alone, joined] = gsm ? [160, 153] : [70, 67]
  return { alphabet: gsm ? 'gsm' : 'ucs-2', parts: length <= alone ? 1 : Math.ceil(length / joined) }
}
