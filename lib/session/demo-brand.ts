import type { LogoRow } from '../../db/store.ts'
import type { Brand } from '../sca/brand.ts'

/** The logo of the sandbox's platform: `examples/platform/logo.svg`, as `assent platform update --logo` drew it. */
const bytes = Buffer.from(
  [
    'UklGRnoGAABXRUJQVlA4IG4GAAAQJwCdASqIAIgAPikSiEKhoSEUKY0AGAKEpu3V7xjN9r1hTtf5Vctz0F4E/bvoiT69kX6Lzsf6',
    'f8gPkB4k34Z9jvzAfpf/sv8L75P9m9QH+n9QD+jf8DrAPQA/SD0z/+p/wPg3/b/90vZk1Zbxn/QOq1+NfQ5pE/rd95/LD8jucHaj',
    '/r/5Mfk7yKfFP5d/oOMnSBTpv9T/0v7v56PzD/Ef8j/CfAL/JP6b/qewv6I/69F1lVFIRoEyqbXw27KSQ8N0+/aS1lgsKxw85ykn',
    '9lEw8sy6SCNIlJTF0HeC/tOtNk/CMwjeJsrC/6P15Xt0L2Y+taht3bdGbWYwX1DyU23idLycXjLv8WPmhPXqjxIGcqoIJ9y1n8yT',
    'Q8Bmk7mC1CE+2wd+FeFUqTMzM5PYDP4H9oPxfFgMIFAYMoBzQKAwZJAA/v3T/PmT9qr5pp/PqPPOuP/Ppxmi2fC65w4xfcwRjPzA',
    'jfK8K/mEXMG/6Hn+JPr9flgSf19UPP+VQgrnDJn3fHWKCDsaFsarW1j09Mkuau3418sguqE8aPtWEVNazrO8kJa4uutYdPdcycfE',
    'vn/2MMLgvzOogrIGzk5INMXJav4xCmIL+Rc9B5h6w3Eh3JLjZS8/7MsG/s8I0GBzBISSZGKb7cJi1NqXK5Ufj3rqorD2EiKTaUeP',
    '599hizPWOXHkVJ0pf37Hm6DIBx+cqR6nv/E1Iykt/mlhmDiujOHx8BY16xOtpeH+ribAwxAUiu71xoEUIYOjaQW9oqOEJFlCOCAI',
    'W5AjbWhEMgAxqQAGbOHFzpIPVXOlfIug2zkkwZJciFVlC8kYCo4P5UNZ1WdcXAo1E7BTPfyfw2BdBRxRz4qoznaRXyZG3W9QjYUv',
    'RJmHdmfzBAzVX32mT2gsshpmA0ApG/cebgw1UINPDCYCITQtMS830tnNzGfpSIUBko4ds4xCHYVldnbVionJ8jQ9BzEjvl/pdPJ5',
    'LMmQzgjRSgqfE4qtGfHcWOx4FWtbyN3e02+vEkF1ren3g+5/pUetAskxHjdZyiLOyyntBI41GMfd2LwMhPUm5my3GOYxqveFUhRE',
    'ehapsEVxERXyIx+BBP0L2TF8tvJ9iI893jA/6XhYN3v/Br+F+icG4XWK68kww2jP274JqdrGq2q4/4MWtt++67Q9iOgYcrudPxLq',
    'hMiRlLv99rsYeXNu1zA532wjfoFGT+CgUxP/kZA9/vmu4FqUNJbd7R1Uh5ltXhao8sbQjAaHz0MA/3XsfYUUXE5ygGzQC8qBo5YG',
    '86AJh0hadhqKFGOHKU2qLq3E4ElXdEljrbF5Ir1qeTZyEJgnFmdilpz4m/Xjppmxwlkf05r70EX0gJaHLUyiUe1nb3zQin2/HW+D',
    'MfH/wyFqGc92LUHAHEKLilsyzNtasDQR8YwCTPISsQkuPIr78w49M5zxWuPGUbgJM9I+zCQOgIZfv+JgpEy2Ehw3ygq0eGjtXYAN',
    'gmbl/0UAtDR33wPIw10eOldHd0X67WttHaWM67BiRtpF0lj5AeikhwAikhZkjQPVtqIuE0rVqpgiCLhGE2yGddzExeRaKiRIimvB',
    'qDanO39cNCAS+UNesGdubLTC550dDEdaKlSS+Ld7fPEFKVL5oEJCrzmFUaO/W9sa06hVAucFBpjX4mbz3eAqwN/f//P/1V30XMZi',
    'To50jYh1Ou25FZTX5AbGC8RzJP1t/k0Pa+OyGrVNqnuICujd4KciQH6qs7NwI6ESGhCLuLYOhLqqe+KcLKYBrGY1FSItbMbLb6hg',
    'ZFQeiqH7LOf8ymP/noQxf01wCmxy/sgptXUSjPfc4+KAh6J66cn4reRUWNnlte2RKGtYrDyHaKQP0+jZ6t9i00tmaYG48muoSSDm',
    '71vQj0qnf8Ton2rpEP5tey+jIcuI2Kb4Ct32+/kyU00cvKa7gk+DfVflAnV+JqM0cy0Ce4aIWp+N6Ere8p5Vgd2Y0v5zPNo/56cf',
    'g4k7aqlyeJfyavEF2Lxv29Wk2n/7XB87vTwHLKaKve3mfXJTg+JEBij5z6RtHT83smXwpNhnU/WM0vWAhRqe3+m7MZtWXU2V/Wua',
    '1Z1Q47kuq38zOIuYSjzwyRsu4CSpQh7VTnRF06mDG/8XNC7gjA3hnpG98TlRz167xJHAv+tcB86xsD+g24NAf6qC3LyybyVyBitg',
    '+PR1qCz4c4Mv9YAAAAAAAA==',
  ].join(''),
  'base64',
)
const hash = 'FA6qtLdj04BMbKe_wEm9-8EcVJB0a4ZJdkPI0SWVU8w'

/** What Northwind brings to the pages. */
export const demoBrand: Brand = {
  primary: '#14507f',
  secondary: '#ffb547',
  logo: { hash, width: 136, height: 136 },
}

/** The bytes of its logo. In: whose it is. */
export function demoLogo(platformId: string): LogoRow {
  return { platformId, hash, type: 'image/webp', bytes }
}
