import fs from 'node:fs';
import { chromium } from '@playwright/test';
import sparticuz from '@sparticuz/chromium';

const b = await chromium.launch({ executablePath: await sparticuz.executablePath(), args: ['--no-sandbox'] });
const [out, h, ...n] = process.argv.slice(2);
const p = await b.newPage({ viewport: { width: 335 * n.length, height: Number(h) } });
await p.setContent(
  '<body style="margin:0;display:flex;gap:15px;background:#888">' +
    n
      .map(
        (x) =>
          `<div style="width:320px;height:${h}px;overflow:hidden"><img src="data:image/png;base64,${fs.readFileSync('/tmp/webshots/' + x + '.png').toString('base64')}"></div>`,
      )
      .join(''),
);
await p.waitForTimeout(500);
await p.screenshot({ path: '/tmp/webshots/' + out });
await b.close();
