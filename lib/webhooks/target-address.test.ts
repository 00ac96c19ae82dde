import { describe, expect, it } from 'vitest'
import { addressKind, mayConnect, targetProblem, urlProblem } from './target-address.ts'

const refused = [
  // This machine and this network.
  '127.0.0.1',
  '127.8.9.10',
  '0.0.0.0',
  '0.1.2.3',
  '10.0.0.1',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '::1',
  '::',
  // Link-local: where clouds answer with credentials.
  '169.254.169.254',
  '169.254.170.2',
  'fe80::1',
  'fd00:ec2::254',
  'fc00::1',
  'fec0::1',
  // Shared, documentation, benchmarks, reserved, multicast, broadcast.
  '100.64.0.1',
  '100.100.100.200',
  '192.0.0.1',
  '192.0.2.1',
  '198.18.0.1',
  '198.51.100.1',
  '203.0.113.1',
  '224.0.0.1',
  '239.1.1.1',
  '240.0.0.1',
  '255.255.255.255',
  'ff02::1',
  '2001:db8::1',
  '3fff::1',
  '100::1',
  '5f00::1',
  // IPv4 in IPv6: mapped, compatible, translated, NAT64, 6to4, Teredo.
  '::ffff:127.0.0.1',
  '::ffff:8.8.8.8',
  '::ffff:a00:1',
  '::127.0.0.1',
  '::7f00:1',
  '::ffff:0:127.0.0.1',
  '64:ff9b::7f00:1',
  '64:ff9b::8.8.8.8',
  '64:ff9b:1::1',
  '2002:7f00:1::',
  '2001:0:1::1',
  'not an address',
  '',
]
const reached = [
  '8.8.8.8',
  '1.1.1.1',
  '172.15.0.1',
  '172.32.0.1',
  '100.63.255.255',
  '100.128.0.1',
  '193.0.0.1',
  '2606:4700::1111',
  '2a00:1450::1',
]

describe('HOOK-05 addresses', () => {
  it.each(refused)('%s is reached by nobody in live mode', (address) => {
    expect(mayConnect(address, 'live')).toBe(false)
  })
  it.each(reached)('%s is public', (address) => {
    expect(addressKind(address)).toBe('public')
    expect(mayConnect(address, 'live')).toBe(true)
  })
  it('a sandbox reaches its own machine, and no other that is not public', () => {
    const reachedToo = refused.filter((address) => mayConnect(address, 'sandbox'))
    expect(reachedToo).toEqual(['127.0.0.1', '127.8.9.10', '::1'])
  })
})

describe('HOOK-05 URLs in live mode', () => {
  it.each([
    'https://shop.example/hooks',
    'https://shop.example:8443/hooks?x=1',
    'https://8.8.8.8/',
    'https://[2606:4700::1111]/',
    'https://bücher.example/',
  ])('%s is taken', (url) => {
    expect(urlProblem(url, 'live')).toBeNull()
  })
  it.each([
    '',
    'shop.example',
    '/hooks',
    '//shop.example',
    'https://',
    'ftp://shop.example',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'https://user@shop.example',
    'https://user:secret@shop.example',
    'https://:secret@shop.example',
    'https://shop.example#x',
    'https://shop.example/#',
    'https://shop.example/a b',
    'https://shop\n.example/',
    'https://shop.example\\@127.0.0.1/',
    ' https://shop.example',
    'https://999.1.1.1/',
    `https://shop.example/${'x'.repeat(2000)}`,
  ])('%j is none', (url) => {
    expect(urlProblem(url, 'live')).toBe('webhook-url-invalid')
  })
  it.each(['http://shop.example', 'http://8.8.8.8', 'http://localhost'])('%s is not https', (url) => {
    expect(urlProblem(url, 'live')).toBe('webhook-url-not-https')
  })
  it.each([
    ['plain', '127.0.0.1'],
    ['decimal', '2130706433'],
    ['octal', '0177.0.0.1'],
    ['hexadecimal', '0x7f000001'],
    ['hexadecimal parts', '0x7f.0.0.1'],
    ['two parts', '127.1'],
    ['zero', '0'],
    ['full width', '１２７.０.０.１'],
    ['with a dot', '127.0.0.1.'],
    ['escaped', '%31%32%37.0.0.1'],
    ['IPv6', '[::1]'],
    ['mapped', '[::ffff:127.0.0.1]'],
    ['mapped, hexadecimal', '[::ffff:7f00:1]'],
    ['compatible', '[::127.0.0.1]'],
    ['NAT64', '[64:ff9b::a9fe:a9fe]'],
    ['metadata', '169.254.169.254'],
    ['metadata, decimal', '2852039166'],
  ])('an address that is not public: %s', async (_, host) => {
    const nobody = async () => Promise.reject(new Error('nobody is asked'))
    expect(await targetProblem(`https://${host}/hooks`, 'live', nobody)).toBe('webhook-url-not-public')
  })
})

describe('HOOK-05 names', () => {
  const asked = (...addresses: string[]) => targetProblem('https://shop.example', 'live', async () => addresses)
  it.each([
    ['one public address', ['8.8.8.8']],
    ['public ones of both kinds', ['8.8.8.8', '2606:4700::1111']],
    ['none yet', []],
  ])('%s: taken', async (_, addresses) => {
    expect(await asked(...addresses)).toBeNull()
  })
  it.each([
    ['the own machine', ['127.0.0.1']],
    ['metadata', ['169.254.169.254']],
    ['a private one among public ones', ['8.8.8.8', '10.0.0.1']],
    ['a mapped one', ['::ffff:8.8.8.8']],
  ])('%s: refused', async (_, addresses) => {
    expect(await asked(...addresses)).toBe('webhook-url-not-public')
  })
  it('a name that nobody knows is taken: each connection asks again', async () => {
    const unknown = () => Promise.reject(Object.assign(new Error('unknown'), { code: 'ENOTFOUND' }))
    expect(await targetProblem('https://shop.example', 'live', unknown)).toBeNull()
  })
})

describe('HOOK-05 a sandbox', () => {
  it.each([
    'http://127.0.0.1:4000/',
    'http://localhost:4000/',
    'http://shop.localhost/',
    'http://[::1]/',
    'https://localhost/',
  ])('may call its own machine: %s', (url) => expect(urlProblem(url, 'sandbox')).toBeNull())
  it.each([
    ['http://shop.example', 'webhook-url-not-https'],
    ['http://notlocalhost', 'webhook-url-not-https'],
    ['http://localhost.example', 'webhook-url-not-https'],
    ['http://10.0.0.1', 'webhook-url-not-public'],
    ['https://192.168.1.1', 'webhook-url-not-public'],
    ['http://[::ffff:127.0.0.1]', 'webhook-url-not-public'],
  ])('no other: %s', (url, problem) => {
    expect(urlProblem(url, 'sandbox')).toBe(problem)
  })
})
