import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import { chromium, type Browser, type Page } from 'playwright-core';
import type { Snapshot } from '#contract';
import { digitPng } from '../support/digits.js';
import { startLince } from '../support/lince.js';
import { newestDigits } from '../support/newest-digits.js';

jest.setTimeout(60_000);

/** The browser's own, for what is said to run in the page. */
declare class DataTransfer {
  items: { add(file: File): void };
}

let lince: Awaited<ReturnType<typeof startLince>>;
let browser: Browser;
let page: Page;
/** What the browser's console said, and what nobody caught. */
let complaints: string[];

beforeAll(async () => {
  const executablePath = process.env['LINCE_TEST_CHROMIUM'] ?? '/usr/bin/chromium';
  [lince, browser] = await Promise.all([startLince(), chromium.launch({ executablePath, args: ['--no-sandbox'] })]);
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await lince?.stop();
});

beforeEach(async () => {
  page = await browser.newPage();
  complaints = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(lince.webUrl);
});

afterEach(() => page.close());

const signalWorkers = (signal: NodeJS.Signals): void => lince.workers.forEach(({ child }) => child.kill(signal));
const choose = (name: string, buffer: Buffer): Promise<void> =>
  page.getByLabel('Elige una imagen...', { exact: true }).setInputFiles({ name, mimeType: 'image/png', buffer });
const classify = (): Promise<void> => page.getByRole('button', { name: 'Clasificar', exact: true }).click();
const shown = (text: string | RegExp): Promise<void> => page.getByText(text, { exact: true }).waitFor();

test('a picture chosen is shown, classified and answered live, on a quiet console', async () => {
  await shown('🔍 Clasificación de Imágenes con IA');
  await shown('Sube una imagen para que el modelo la analice.');
  await choose('digit.png', await digitPng(7));
  await shown('Imagen subida');
  const socket = page.waitForEvent('websocket');
  await classify();
  await shown('Predicción: Clase 7');
  await shown(/^Confianza: \d{1,3}\.\d\d%$/);
  await socket;
  expect(await page.getByRole('listitem').count()).toBe(10);
  const seen = page.getByAltText('Lo que vio el modelo');
  await seen.evaluate((image: { decode(): Promise<void> }) => image.decode());
  expect(await seen.evaluate((image: { naturalWidth: number }) => image.naturalWidth)).toBe(28);
  expect(await page.getByText('⚠').count()).toBe(0);
  expect(complaints).toEqual([]);
});

test('a second picture, chosen while the first still waits, gets its own answer and no other', async () => {
  signalWorkers('SIGSTOP');
  await choose('first.png', await digitPng(1));
  await classify();
  await shown(/^Analizando/);
  await choose('second.png', await digitPng(4));
  await page.getByAltText('second.png').waitFor();
  await classify();
  signalWorkers('SIGCONT');
  await shown('Predicción: Clase 4');
  expect(await page.getByText(/^Predicción:/).allInnerTexts()).toEqual(['Predicción: Clase 4']);
});

test('an API that dies while a picture waits, and comes back, is all the same to the page', async () => {
  signalWorkers('SIGSTOP');
  await choose('digit.png', await digitPng(6));
  const submitted = page.waitForResponse((response) => response.status() === 202);
  await classify();
  await submitted;
  await lince.apis[0]!.stop('SIGKILL');
  lince.startApi(Number(new URL(lince.apiUrl).port));
  signalWorkers('SIGCONT');
  await shown('Predicción: Clase 6');
});

test('a picture can be dropped anywhere', async () => {
  const bytes = [...(await digitPng(3))];
  const transfer = await page.evaluateHandle((content) => {
    const dropped = new DataTransfer();
    dropped.items.add(new File([Uint8Array.from(content)], 'dropped.png', { type: 'image/png' }));
    return dropped;
  }, bytes);
  await page.dispatchEvent('h1', 'drop', { dataTransfer: transfer });
  await page.getByAltText('dropped.png').waitFor();
  await classify();
  await shown('Predicción: Clase 3');
});

test('a file that is no picture gets its sentence, in the language that is chosen and kept', async () => {
  await choose('notes.png', Buffer.from('not a picture'));
  await classify();
  await shown('El archivo no es una imagen admitida. Usa PNG, JPEG, WebP, GIF, TIFF o AVIF.');
  await page.getByRole('button', { name: 'English' }).click();
  await shown('The file is not a supported picture. Use PNG, JPEG, WebP, GIF, TIFF or AVIF.');
  await page.reload();
  await shown('🔍 Image Classification with AI');
  expect(await page.locator('html').getAttribute('lang')).toBe('en');
});

test('an answer that is not to be believed at once says so, in either language', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'lince-models-'));
  const manifest = await newestDigits();
  const model = join(folder, 'digits', `${manifest.version}`);
  await cp(join('model', 'digits', `${manifest.version}`), model, { recursive: true });
  // Never sure enough for it, and least of all of this 7.
  await writeFile(join(model, 'manifest.json'), JSON.stringify({ ...manifest, warnBelow: { confidence: 1 } }));
  const doubting = await startLince({ env: { LINCE_MODELS_DIR: folder } });
  try {
    await page.goto(doubting.webUrl);
    await choose('digit.png', await digitPng(7, 15));
    await classify();
    await shown('Predicción: Clase 7');
    await shown('El modelo no está seguro: comprueba la respuesta.');
    await page.getByRole('button', { name: 'English' }).click();
    await shown('The model is not sure: check the answer.');
  } finally {
    await doubting.stop();
    await rm(folder, { recursive: true });
  }
});

test('where there may be no digit, that stands before what the model makes of it', async () => {
  await page.route('**/v1/jobs', async (route) => {
    const submitted = (await (await route.fetch()).json()) as Snapshot;
    const answered = await fetch(`${lince.apiUrl}${submitted.links.self}?wait=20`);
    const snapshot = (await answered.json()) as Snapshot;
    snapshot.result!.warnings = ['not_a_digit', 'several_digits'];
    await route.fulfill({ status: 202, json: snapshot });
  });
  await choose('digit.png', await digitPng(7));
  await classify();
  await shown('Predicción: Clase 7');
  expect(await page.locator('[aria-live]').innerText()).toMatch(
    /No parece un dígito\..*Predicción: Clase 7.*Hay varios dígitos: la respuesta es la del más destacado\./s,
  );
});

test('everything of the page comes compressed', async () => {
  const assets = await page
    .locator('script[src], link[rel=stylesheet]')
    .evaluateAll((elements) => elements.map((element) => element.getAttribute('src') ?? element.getAttribute('href')!));
  expect(assets.length).toBeGreaterThanOrEqual(2);
  for (const asset of assets) {
    const { headers } = await fetch(lince.webUrl + asset, { headers: { 'Accept-Encoding': 'br' } });
    expect(headers.get('content-encoding')).toBe('br');
  }
});
