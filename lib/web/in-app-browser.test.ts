import { describe, expect, test } from 'vitest'
import { inAppBrowser } from './in-app-browser.ts'

const iphone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)'
const pixel =
  'Mozilla/5.0 (Linux; Android 14; Pixel 7 Build/AP2A.240805.005; wv) AppleWebKit/537.36 (KHTML, like Gecko)'
const webView = `${pixel} Version/4.0 Chrome/127.0.6533.103 Mobile Safari/537.36`

describe('WA-21 a page inside an app is known as such', () => {
  test.each([
    ['Instagram', `${iphone} Mobile/15E148 Instagram 334.0.4.32.98 (iPhone15,2; iOS 18_5; de_DE; de; scale=3.00)`],
    ['Instagram', `${webView} Instagram 342.0.0.33.103 Android (34/14; 420dpi; 1080x2201; Google/google; Pixel 7)`],
    ['Threads', `${iphone} Mobile/15E148 Barcelona 340.0.0.27.109 (iPhone14,5; iOS 18_5; en_GB; en; scale=3.00)`],
    ['Facebook', `${iphone} Mobile/15E148 [FBAN/FBIOS;FBAV/475.0.0.32.108;FBBV/626049654;FBDV/iPhone15,2;FBMD/iPhone]`],
    ['Facebook', `${webView} [FB_IAB/FB4A;FBAV/476.0.0.49.74;]`],
    ['Messenger', `${iphone} Mobile/15E148 [FBAN/MessengerForiOS;FBAV/470.0.0.27.107;FBDV/iPhone14,2]`],
    ['Messenger', `${webView} [FB_IAB/Orca-Android;FBAV/469.0.0.55.103;]`],
    ['TikTok', `${iphone} Mobile/15E148 musical_ly_35.5.0 JsSdk/2.0 NetType/WIFI Channel/App Store ByteLocale/en`],
    ['TikTok', `${webView} trill_350503 JsSdk/1.0 NetType/WIFI AppName/trill ByteLocale/de BytedanceWebview/d8a21c6`],
    ['LinkedIn', `${iphone} Mobile/15E148 [LinkedInApp]/9.30.1234`],
    ['LinkedIn', `${webView} [LinkedInApp]`],
    ['WeChat', `${iphone} Mobile/15E148 MicroMessenger/8.0.50(0x1800323d) NetType/WIFI Language/en`],
    ['WeChat', `${pixel} Version/4.0 Chrome/116.0.0.0 Mobile Safari/537.36 MMWEBID/7 MicroMessenger/8.0.49.2600`],
    ['Snapchat', `${iphone} Mobile/15E148 Snapchat/13.3.0.41 (like Safari/8619.1.26, panda)`],
    ['Pinterest', `${iphone} Mobile/15E148 [Pinterest/iOS]`],
    ['X', `${iphone} Mobile/15E148 Twitter for iPhone/10.55`],
    ['X', `${webView} TwitterAndroid`],
    ['LINE', `${iphone} Mobile/15E148 Safari Line/14.13.0`],
    ['KakaoTalk', `${webView};KAKAOTALK 2410810`],
    ['Google', `${iphone} GSA/330.0.657482021 Mobile/15E148 Safari/604.1`],
    // Mail on iOS, Gmail's own window among it, and any app that does not say its name.
    ['none', `${iphone} Mobile/15E148`],
    ['none', webView],
  ])('%s: %s', (app, userAgent) => {
    expect(inAppBrowser(userAgent)).toBe(app)
  })
})

test.each([
  `${iphone} Version/18.5 Mobile/15E148 Safari/604.1`,
  `${iphone} CriOS/127.0.6533.107 Mobile/15E148 Safari/604.1`,
  `${iphone} FxiOS/129.0 Mobile/15E148 Safari/605.1.15`,
  `${iphone} EdgiOS/127.0.2651.92 Version/17.0 Mobile/15E148 Safari/604.1`,
  'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/127.0.0.0 Mobile Safari/537.36',
  'Mozilla/5.0 (Linux; Android 14; SAMSUNG SM-S918B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/26.0 Chrome/122.0.0.0 Mobile Safari/537.36',
  'Mozilla/5.0 (Android 14; Mobile; rv:129.0) Gecko/129.0 Firefox/129.0',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/127.0.0.0 Safari/537.36 Edg/127.0.0.0',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15',
  // WhatsApp, Signal and SFSafariViewController open the system's own browser, which says what it is.
  '',
  null,
])('a browser of its own is none: %s', (userAgent) => {
  expect(inAppBrowser(userAgent)).toBeNull()
})
