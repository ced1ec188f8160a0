// Real pages in Debian's Chromium, against a server that the task runner has started.
import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: 'tests',
  timeout: 30_000,
  fullyParallel: true,
  workers: 2,
  forbidOnly: !!process.env.CI,
  // A machine that also does other things may be too slow once; what needed a second try is printed as flaky.
  retries: process.env.CI ? 1 : 0,
  reporter: [['list']],
  use: {
    baseURL: process.env.ENSEMBLE_BASE ?? 'http://127.0.0.1:3000',
    viewport: { width: 360, height: 740 },
    launchOptions: {
      executablePath: process.env.ENSEMBLE_CHROMIUM ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox', '--enable-unsafe-swiftshader', '--disable-quic', '--no-first-run', '--disable-background-networking',
        '--disable-component-update', '--disable-sync',
      ],
    },
  },
});
