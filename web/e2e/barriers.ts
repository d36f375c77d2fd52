import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'

/** What would keep somebody out of what is shown, in both colour schemes. @param where what it is, in words */
export async function barriers(page: Page, where: string): Promise<string[]> {
  const found: string[] = []
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(drawn)))
    await page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.effect?.getTiming().iterations === Infinity || animation.finished.catch(() => null))))
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
