import { defineConfig } from '@playwright/test'

/** Flows on the packaged program, in the Chromium that is there; `npm run e2e` after `mvn package`. */
export default defineConfig({
  testDir: '.',
  outputDir: 'results',
  globalSetup: './shared.ts',
  workers: 2,
  timeout: 90_000,
  // A machine that is busy with something else is no fault of the app; what took two is named as flaky.
  retries: 1,
  forbidOnly: true,
  reporter: 'list',
  expect: { timeout: 15_000 },
  use: {
    launchOptions: {
      executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu', '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    },
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    screenshot: 'only-on-failure',
    // Only what is played without a network needs it, and each page would load the whole app once more.
    serviceWorkers: 'block',
    contextOptions: { reducedMotion: 'reduce' },
  },
  projects: [
    { name: 'desktop', use: { viewport: { width: 1280, height: 800 } } },
    { name: 'phone', use: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } },
  ],
})
