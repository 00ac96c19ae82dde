import { describe, expect, it } from 'vitest'
import type { Refusal } from '../../sca/refusal.ts'
import { refuseNewPin } from './refuse-new-pin.ts'
import { commonPins } from './weak/common-pins.ts'
import { commonWords } from './weak/common-words.ts'

const phones = ['+33612948375', '+4915780246139']
const verdict = (pin: string, numbers: readonly string[] = phones) => refuseNewPin(pin, pin, numbers)?.refused ?? null

const refused: Partial<Record<Refusal, string>> = {
  'pin-repeats':
    '000000 111111 999999 121212 112112 122122 101010 110011 111222 777000 500000 377773 479479 447799 479974 007007 100001 222229',
  'pin-run':
    '123456 654321 987654 012345 345678 567890 890123 210987 135791 246802 024680 963074 123450 098765 998765 456321 789123 321654 102030 010203 101112 202122 989694 051015 302010 253035',
  'pin-date':
    '010190 311299 290200 150885 123199 022889 850815 991231 071989 198907 151985 198515 311971 121990 200012 201512 041126 131072',
  'pin-keypad':
    '147258 258025 159357 147896 147852 963852 741963 852456 753159 139713 317931 159632 785412 080852 365874',
  'pin-phone': '612948 129483 294837 948375 573849 061294 157802 780246 246139 931642 015780',
  'pin-common': '702100 314159 271828 142857 235711 124816 584520 481516 564738 123400 867530 315475',
}

/** Drawn at random once, then kept: what a user who thinks of nothing in particular may type. */
const accepted =
  '000743 047382 058164 064794 083927 094618 174093 184067 208641 263849 279146 283094 284709 294061 307426 319458 ' +
  '370492 380265 381604 392807 402938 409183 413876 427093 430872 438927 460281 472918 489027 491728 502849 518273 ' +
  '529384 538164 549072 560183 573920 582047 593816 605938 618407 629581 637402 649183 652907 670281 683594 692748 ' +
  '704936 718294 729405 736184 748259 759306 760482 773941 784026 795183 806273 817492 829607 836401 847290 859173 ' +
  '860394 871605 882743 893604 905827 918640 926083 937482 948603 957018 967204 972850 983047 994170'

describe('refuseNewPin', () => {
  const table = Object.entries(refused).flatMap(([why, pins]) => pins.split(' ').map((pin) => [pin, why] as const))

  it.each(table)('PIN-02 refuses %s: %s', (pin, why) => {
    expect(verdict(pin)).toBe(why)
  })

  it.each(accepted.split(' '))('PIN-02 accepts %s', (pin) => {
    expect(verdict(pin)).toBeNull()
  })

  it('PIN-02 the tables are as large as the rule asks', () => {
    expect(table.length).toBeGreaterThanOrEqual(60)
    expect(accepted.split(' ').length).toBeGreaterThanOrEqual(60)
  })

  it('PIN-02 leaves at least four PINs of five, and takes more than a hundred thousand', () => {
    // Every seventh PIN, which meets all last digits alike.
    const sample = Array.from({ length: 142_857 }, (_, index) => String(index * 7).padStart(6, '0'))
    const share = sample.filter((pin) => verdict(pin, [])).length / sample.length
    expect(share).toBeGreaterThan(0.1)
    expect(share).toBeLessThan(0.2)
  })

  it('PIN-02 a number refuses its own digits only', () => {
    expect(verdict('612948', [])).toBeNull()
    expect(verdict('948375', ['+33 6 12 94 83 75'])).toBe('pin-phone')
  })

  it('PIN-05 judges the digits, whatever script they are typed in', () => {
    expect(refuseNewPin('٠٠٠٧٤٣', '000743', [])).toBeNull()
    expect(refuseNewPin('١١١١١١', '１１１１１１', [])).toEqual({ refused: 'pin-repeats' })
  })

  it.each([[''], ['12345'], ['1234567'], ['abcdef'], ['0x1234']])('PIN-05 refuses %j as no six digits', (typed) => {
    expect(refuseNewPin(typed, typed, [])).toEqual({ refused: 'pin-not-six-digits' })
  })

  it('PIN-09 compares with the confirmation before it judges', () => {
    expect(refuseNewPin('000743', '000744', [])).toEqual({ refused: 'pins-differ' })
    expect(refuseNewPin('111111', '', [])).toEqual({ refused: 'pins-differ' })
  })

  it('the lists hold six digits and six letters each', () => {
    expect([...commonPins].filter((pin) => !/^\d{6}$/.test(pin))).toEqual([])
    expect(commonWords.filter((word) => !/^[a-z]{6}$/.test(word))).toEqual([])
    expect(verdict('732738')).toBe('pin-common') // s-e-c-r-e-t
  })
})
