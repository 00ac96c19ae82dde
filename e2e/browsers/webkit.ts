import { once } from 'node:events'
import { Builder, By, Capabilities, type WebDriver } from 'selenium-webdriver'
import { waitUntilServed } from '../../scripts/support/ports.ts'
import { freePort } from '../process.ts'
import { spawnProgram } from './spawn-program.ts'
import type { OpenProfile, Tab } from './tab.ts'

/** Without graphics hardware, as in a container. */
const soft = { WEBKIT_DISABLE_COMPOSITING_MODE: '1', WEBKIT_DISABLE_DMABUF_RENDERER: '1', LIBGL_ALWAYS_SOFTWARE: '1' }

/** WebKitGTK as Debian has it, over WebDriver. It knows no headless mode, so it gets a display of its own. */
export const openWebKit: OpenProfile = async ({ scripts }) => {
  const display = spawnProgram('Xvfb', ['-displayfd', '3', '-screen', '0', '1280x1024x24'], {}, true)
  const [number] = await once(display.stdio[3] as NodeJS.ReadableStream, 'data')
  const port = await freePort()
  const env = { ...soft, DISPLAY: `:${String(number).trim()}` }
  const server = spawnProgram('WebKitWebDriver', ['--host=127.0.0.1', `--port=${port}`], env)
  await waitUntilServed(`http://127.0.0.1:${port}/status`)
  const driver = await new Builder()
    .usingServer(`http://127.0.0.1:${port}`)
    .withCapabilities(capabilities(scripts))
    .build()
  await driver.manage().window().setRect({ width: 390, height: 844, x: 0, y: 0 })
  let first = true
  return {
    newTab: async () => {
      if (!first) await driver.switchTo().newWindow('tab')
      first = false
      return tabOf(driver, await driver.getWindowHandle())
    },
    close: async () => {
      await driver.quit()
      for (const child of [server, display]) child.kill('SIGTERM')
    },
  }
}

function capabilities(scripts: boolean): Capabilities {
  const binary = '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser'
  const args = ['--automation', ...(scripts ? [] : ['--enable-javascript=false'])]
  return new Capabilities({ browserName: 'MiniBrowser', 'webkitgtk:browserOptions': { binary, args } })
}

/** WebDriver talks to one tab at a time, so each command says first which. */
function tabOf(driver: WebDriver, handle: string): Tab {
  const here = async () => {
    await driver.switchTo().window(handle)
    return driver
  }
  return {
    open: async (address) => (await here()).get(address),
    address: async () => (await here()).getCurrentUrl(),
    evaluate: async (work, ...given) => (await here()).executeScript(work as never, ...given),
    click: async (selector) => (await here()).findElement(By.css(selector)).click(),
    type: async (selector, text) => {
      const field = (await here()).findElement(By.css(selector))
      await field.clear()
      await field.sendKeys(text)
    },
    choose: async (selector, value) => (await here()).findElement(By.css(`${selector} [value="${value}"]`)).click(),
    back: async () => (await here()).navigate().back(),
    reload: async () => (await here()).navigate().refresh(),
  }
}
