import { afterAll, beforeAll } from '@jest/globals';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { startLince, type Lince, type LinceOptions } from './lince.js';

/** Milliseconds that a real Chromium may take to start on a machine with much else to do. */
const PATIENCE = 60_000;

/** A real Chromium. */
const launchBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env['LINCE_TEST_CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
    timeout: PATIENCE,
  });

/** A Lince and a browser of a test file's own. */
export interface Stage {
  lince: Lince;
  browser: Browser;
}

/** Has them there from before the file's first test until after its last. */
export function onStage(options: LinceOptions = {}): Stage {
  const stage = {} as Stage;
  beforeAll(async () => {
    [stage.lince, stage.browser] = await Promise.all([startLince(options), launchBrowser()]);
  }, 120_000);
  afterAll(async () => {
    await stage.browser?.close();
    await stage.lince?.stop();
  });
  return stage;
}

/** A page of a visitor's own, whom the browser knows nothing of. */
export interface Visit {
  page: Page;
  /** What the browser's console said, and what nobody caught. */
  complaints: string[];
}

/** Opens an address as somebody who has never been there. */
export async function visit(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<Visit> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(url);
  return { page, complaints };
}

/** A file as a picker gets it. */
export const fileOf = (name: string, buffer: Buffer) => ({ name, mimeType: 'image/png', buffer });

/** What a person does on the page, and what they see, by its Spanish words. */
export function handsOn(page: Page) {
  const answer = page.getByRole('region', { name: 'Respuesta' });
  const mine = page.getByRole('region', { name: 'Tus imágenes' });
  const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
  return {
    /** Where the answer is. */
    answer,
    /** Where the pictures are, and each of them. */
    mine,
    tiles: mine.getByRole('listitem').getByRole('button'),
    button,
    choose: (...files: ReturnType<typeof fileOf>[]) =>
      page.getByLabel('Elige una imagen...', { exact: true }).setInputFiles(files),
    shown: (text: string | RegExp) => page.getByText(text, { exact: true }).waitFor(),
  };
}
