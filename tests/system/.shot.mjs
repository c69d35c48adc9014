import { chromium } from '@playwright/test';
import sparticuz from '@sparticuz/chromium';

const [base, ...rest] = process.argv.slice(2);
const browser = await chromium.launch({
  executablePath: await sparticuz.executablePath(),
  args: [...sparticuz.args.filter((a) => !a.includes('single-process') && !a.includes('headless')), '--no-sandbox'],
  headless: true,
});
for (const one of rest) {
  const [name, size, path] = one.split('@');
  const [w, h] = size.split('x').map(Number);
  const page = await (await browser.newContext({ viewport: { width: w, height: h } })).newPage();
  page.on('console', (m) => ['error', 'warning'].includes(m.type()) && console.log(name, m.text()));
  page.on('pageerror', (e) => console.log(name, 'ERR', e.message, e.stack));
  await page.goto(base + path);
  await page.waitForTimeout(2000);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (wide > 0)
    console.log(
      name,
      'scrolls sideways',
      wide,
      await page.evaluate(() =>
        [...document.querySelectorAll('body *')]
          .filter((e) => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('.table-scroll'))
          .slice(0, 5)
          .map((e) => e.tagName + '.' + e.className),
      ),
    );
  await page.screenshot({ path: `/tmp/webshots/${name}.png`, fullPage: process.env.FULL === '1' });
}
await browser.close();
