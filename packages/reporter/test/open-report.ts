import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';

/** Debian's Chromium, or another by the variable CHROMIUM. */
export const chromiumPath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

/** Whether there is a browser to look with. */
export const hasChromium = existsSync(chromiumPath);

/** How a report is looked at. */
export interface OpenOptions {
  width?: number;
  height?: number;
  dark?: boolean;
  scripts?: boolean;
  /** With its `#`. */
  fragment?: string;
}

/** A report that is open, and everything that a report must not do. */
export interface OpenReport {
  page: Page;
  /** Dialogs, requests, errors and complaints of the console. */
  misdeeds: string[];
}

const ADDRESS = 'http://report.test/';

/** Starts a browser without a window. */
export async function startBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox', '--disable-gpu'] });
}

/** Opens a report as a page of a site of its own, and notes down what it does that it must not. */
export async function openReport(browser: Browser, text: string, options: OpenOptions = {}): Promise<OpenReport> {
  const { width = 1280, height = 900, dark = false, scripts = true, fragment = '' } = options;
  const page = await browser.newPage({
    viewport: { width, height },
    colorScheme: dark ? 'dark' : 'light',
    javaScriptEnabled: scripts,
    reducedMotion: 'reduce',
  });
  const misdeeds: string[] = [];
  page.on('dialog', (dialog) => {
    misdeeds.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('console', (message) => misdeeds.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => misdeeds.push(`error: ${error.message}`));
  page.on('popup', () => misdeeds.push('popup'));
  await page.route('**/*', (route) => {
    const url = route.request().url();
    if (url.split('#')[0] === ADDRESS) return route.fulfill({ contentType: 'text/html; charset=utf-8', body: text });
    misdeeds.push(`request: ${url}`);
    return route.abort();
  });
  page.setDefaultTimeout(120_000);
  await page.goto(ADDRESS + fragment);
  return { page, misdeeds };
}
