// Takes pictures of every page over the pretended program, light and dark, wide and narrow, runs axe on each, and prints
// what it finds. `npm run look` or, after a build, `node scripts/look.mjs [name…]`; the pictures are in looks/.
// CHROMIUM names the browser where it is not /usr/bin/chromium.
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';
import { preview } from 'vite';

const places = {
  today: '#/today',
  inbox: '#/inbox/1',
  feeds: '#/feeds',
  write: '#/write/31',
  'write-sent': '#/write/sent/21',
  calendar: '#/calendar',
  'calendar-month': '#/calendar/month',
  'calendar-queue': '#/calendar/queue',
  accounts: '#/accounts',
  account: '#/accounts/3',
  'accounts-feeds': '#/accounts/feeds',
  identities: '#/accounts/identities',
  'sign-in': ['#/accounts', '[data-look="add"]', '[data-look="platform-mastodon"]'],
  settings: '#/settings',
  'settings-look': '#/settings/look',
  'settings-reading': '#/settings/reading',
  'settings-notices': '#/settings/notices',
  'settings-safety': '#/settings/safety',
  'settings-about': '#/settings/about',
  palette: ['#/today', '.search'],
  'first-run': '?desk=first-run#/today',
  'first-run-2': ['?desk=first-run#/today', '[data-look="skip"]'],
  'first-run-3': ['?desk=first-run#/today', '[data-look="skip"]', '[data-look="skip"]'],
  'today-empty': '?desk=empty#/today',
  'inbox-empty': '?desk=empty#/inbox',
  'feeds-empty': '?desk=empty#/feeds',
  'write-empty': '?desk=empty#/write',
  'accounts-empty': '?desk=empty#/accounts',
  offline: '?desk=offline#/write/31',
  fetching: '?desk=fetching#/feeds',
  opening: '?desk=opening#/today',
  'trouble-key_missing': '?desk=trouble:key_missing#/today',
  'trouble-damaged': '?desk=trouble:damaged#/today',
  'trouble-keychain_locked': '?desk=trouble:keychain_locked#/today',
};
const sizes = { wide: { width: 1280, height: 820 }, narrow: { width: 900, height: 600 } };
const themes = ['light', 'dark'];

const wanted = process.argv.slice(2);
const chosen = Object.entries(places).filter(([name]) => wanted.length === 0 || wanted.includes(name));
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
mkdirSync('looks', { recursive: true });

const server = await preview({
  build: { outDir: 'dist-mock' },
  preview: { port: Number(process.env.PORT ?? 1421) },
  mode: 'mock',
});
const address = server.resolvedUrls.local[0];
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
});

let found = 0;
for (const theme of themes) {
  for (const [size, viewport] of Object.entries(sizes)) {
    const context = await browser.newContext({ viewport, colorScheme: theme, reducedMotion: 'reduce' });
    for (const [name, place] of chosen) {
      const [at, ...clicks] = [place].flat();
      const page = await context.newPage();
      // As in the window.
      await page.addInitScript(() => Object.freeze(Object.prototype));
      page.on('console', (message) => {
        if (message.type() === 'error' || message.text().includes('Content Security')) {
          found += 1;
          console.log(`${name} ${theme} ${size}: console: ${message.text()}`);
        }
      });
      page.on('pageerror', (error) => {
        found += 1;
        console.log(`${name} ${theme} ${size}: error: ${error.message}`);
      });
      await page.goto(address + at);
      await page.waitForTimeout(350);
      for (const click of clicks) {
        await page.click(click, { timeout: 3000 }).catch(() => console.log(`${name}: nothing to click at ${click}`));
        await page.waitForTimeout(250);
      }
      await page.screenshot({ path: `looks/${name}-${theme}-${size}.png` });
      await page.evaluate(axe);
      const result = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
      for (const violation of result.violations) {
        found += 1;
        console.log(`${name} ${theme} ${size}: ${violation.id} (${violation.impact}): ${violation.help}`);
        for (const node of violation.nodes.slice(0, 4))
          console.log(`    ${node.target.join(' ')}  ${node.failureSummary.split('\n')[1] ?? ''}`);
      }
      await page.close();
    }
    await context.close();
  }
}
await browser.close();
await new Promise((resolve) => server.httpServer.close(resolve));
console.log(`${chosen.length * themes.length * Object.keys(sizes).length} pictures, ${found} findings`);
process.exit(found === 0 ? 0 : 1);
