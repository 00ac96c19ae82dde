/**
 * Countries whose numbers are served: the European Economic Area, the United Kingdom and Switzerland, with the
 * territories that share their numbers. ISO 3166. Texts to elsewhere cost more and are what pumping of SMS lives on.
 */
export const servedPhoneCountries: readonly string[] = [
  ...['AT', 'BE', 'BG', 'CY', 'CZ', 'DE', 'DK', 'EE', 'ES', 'FI', 'FR', 'GR', 'HR', 'HU', 'IE', 'IT', 'LT', 'LU', 'LV'],
  ...['MT', 'NL', 'PL', 'PT', 'RO', 'SE', 'SI', 'SK'],
  ...['IS', 'LI', 'NO'],
  ...['CH', 'GB'],
  ...['AX', 'BL', 'GF', 'GG', 'GI', 'GP', 'IM', 'JE', 'MF', 'MQ', 'RE', 'SJ', 'YT'],
]
