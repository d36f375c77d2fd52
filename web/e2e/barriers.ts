import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'

/** What would keep somebody out of what is shown, in both colour schemes. @param where what it is, in words */
export async function barriers(page: Page, where: string): Promise<string[]> {
  const found: string[] = []
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await atRest(page)
    // What React Aria has read aloud may name an element that is gone by now.
    const axe = new AxeBuilder({ page }).exclude('[data-live-announcer]')
    // All but contrast is the same in the dark.
    if (colorScheme === 'dark') axe.withRules('color-contrast')
    // While a window is open over the page, the page and its headings are not there for anybody.
    else if (await page.locator('[role=dialog], [role=alertdialog]').count()) axe.disableRules(['landmark-one-main', 'page-has-heading-one'])
    const { violations } = await axe.analyze()
    found.push(...violations.map(({ id, nodes }) => `${where} ${colorScheme}: ${id} ${nodes.map((node) => node.html.slice(0, 120)).join(' | ')}`))
  }
  return found
}

/** Once nothing has faded in or out for a few frames; what one frame ends, the next may begin. What never ends is left alone. */
async function atRest(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const moves = document.getAnimations().some(({ effect, playState }) => playState !== 'finished' && effect?.getTiming().iterations !== Infinity)
    const waits = window as { restingFrames?: number }
    waits.restingFrames = moves ? 0 : (waits.restingFrames ?? 0) + 1
    return waits.restingFrames >= 5
  })
  await page.evaluate(() => delete (window as { restingFrames?: number }).restingFrames)
}
