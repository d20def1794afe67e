// Takes the pictures of the HTML report in docs/pictures anew: see README.md beside.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { renderHtml } from '../dist/index.js';

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const comparison = JSON.parse(readFileSync(at('../testdata/comparisons/one-regression.json'), 'utf8'));
const pictures = [
  { name: 'report-light', width: 1180, height: 900, colorScheme: 'light' },
  { name: 'report-dark', width: 1180, height: 900, colorScheme: 'dark' },
  { name: 'report-endpoints', width: 1180, height: 620, colorScheme: 'light', from: '#endpoints' },
  { name: 'report-narrow', width: 360, height: 780, colorScheme: 'light' },
];

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
for (const { name, width, height, colorScheme, from } of pictures) {
  const page = await browser.newPage({ viewport: { width, height }, colorScheme });
  await page.setContent(renderHtml(comparison));
  if (from !== undefined) await page.locator(from).evaluate((element) => element.scrollIntoView());
  await page.screenshot({ path: at(`../../../docs/pictures/${name}.png`) });
  await page.close();
}
await browser.close();
