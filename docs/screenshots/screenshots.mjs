import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import sharp from 'sharp';
import { root } from '../../scripts/project.mjs';
import { step } from '../../scripts/terminal.mjs';
import { startService } from './service.mjs';
import { STATES } from './states.mjs';

const FOLDER = join(root, 'docs', 'images');
const LANGUAGES = ['es', 'en'];

/** `npm run screenshots`: the page in its main states and both languages, as PNG, in docs/images. */
export async function takeScreenshots(place, executablePath) {
  mkdirSync(FOLDER, { recursive: true });
  const service = await startService(place);
  try {
    const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
    try {
      for (const state of STATES) {
        for (const language of LANGUAGES) {
          place.signal.throwIfAborted();
          const name = `${state.name}.${language}.png`;
          const shoot = async () => small(await take(browser, state, language, service));
          await step(name, async () => writeFileSync(join(FOLDER, name), await shoot()));
        }
      }
    } finally {
      await browser.close();
    }
  } finally {
    await service.stop();
  }
}

/** Each state is somebody's first visit. */
async function take(browser, { look, go }, language, service) {
  const context = await browser.newContext({ locale: language, reducedMotion: 'reduce', ...look });
  try {
    await context.addInitScript((chosen) => localStorage.setItem('lince.language', chosen), language);
    const page = await context.newPage();
    await page.goto(service.url);
    const taken = await go(page, service);
    if (Buffer.isBuffer(taken)) return taken;
    // The pointer is on nothing, and the strip tells of the service.
    await page.mouse.move(0, 0);
    return await page.screenshot({ animations: 'disabled' });
  } finally {
    await context.close();
  }
}

/** With as many colours as such a page has, which is few, a file is a third as large. */
const small = (png) => sharp(png).png({ palette: true, quality: 95, effort: 10 }).toBuffer();
