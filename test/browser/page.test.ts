import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { ModelManifest, Prediction, Snapshot } from '#contract';
import { fileOf, handsOn, onStage, visit } from '../support/browser.js';
import { digitPng } from '../support/digits.js';
import { startLince } from '../support/lince.js';
import { newestDigits } from '../support/newest-digits.js';
import { until } from '../support/until.js';

jest.setTimeout(60_000);

/** The browser's own, for what is said to run in the page. */
declare class DataTransfer {
  items: { add(file: File): void };
}
declare const document: { documentElement: { scrollWidth: number } };

const stage = onStage();
let page: Page;
let complaints: string[];

beforeEach(async () => {
  ({ page, complaints } = await visit(stage.browser, stage.lince.webUrl));
});

afterEach(() => page.context().close());

/** Puts a copy of the newest digits into a models folder, other in `parts` of its manifest. */
async function copyDigits(folder: string, parts: Partial<ModelManifest> = {}): Promise<void> {
  const manifest = await newestDigits();
  const copied = { ...manifest, ...parts };
  const place = join(folder, copied.name, `${copied.version}`);
  await cp(join('model', 'digits', `${manifest.version}`), place, { recursive: true });
  await writeFile(join(place, 'manifest.json'), JSON.stringify(copied));
}

/** Has the page be told something else than what the model said. */
async function changeAnswers(change: (prediction: Prediction) => void): Promise<void> {
  await page.route('**/v1/jobs', async (route) => {
    const submitted = (await (await route.fetch()).json()) as Snapshot;
    const answered = await fetch(`${stage.lince.apiUrl}${submitted.links.self}?wait=20`);
    const snapshot = (await answered.json()) as Snapshot;
    change(snapshot.result!);
    await route.fulfill({ status: 202, json: snapshot });
  });
}

const signalWorkers = (signal: NodeJS.Signals): void => stage.lince.workers.forEach(({ child }) => child.kill(signal));
const choose = (name: string, buffer: Buffer): Promise<void> => handsOn(page).choose(fileOf(name, buffer));
const classify = (): Promise<void> => handsOn(page).button('Clasificar').click();
const shown = (text: string | RegExp): Promise<void> => handsOn(page).shown(text);
const bars = () => handsOn(page).answer.getByRole('listitem');

test('a picture chosen is shown, classified and answered live, on a quiet console', async () => {
  await shown('🔍 Clasificación de Imágenes con IA');
  await shown('Sube una imagen para que el modelo la analice.');
  const socket = page.waitForEvent('websocket');
  await choose('digit.png', await digitPng(7));
  await shown('Imagen subida');
  await shown('Predicción: Clase 7');
  await shown(/^Confianza: \d{1,3}\.\d\d%$/);
  await socket;
  expect(await bars().count()).toBe(10);
  const seen = page.getByAltText('Lo que vio el modelo');
  await seen.evaluate((image: { decode(): Promise<void> }) => image.decode());
  expect(await seen.evaluate((image: { naturalWidth: number }) => image.naturalWidth)).toBe(28);
  expect(await page.getByText('⚠').count()).toBe(0);
  expect(complaints).toEqual([]);
});

test('a second picture, chosen while the first still waits, gets its own answer and no other', async () => {
  signalWorkers('SIGSTOP');
  await choose('first.png', await digitPng(1));
  await shown(/^Analizando/);
  await choose('second.png', await digitPng(4));
  await page.getByAltText('second.png').waitFor();
  signalWorkers('SIGCONT');
  await shown('Predicción: Clase 4');
  expect(await page.getByText(/^Predicción:/).allInnerTexts()).toEqual(['Predicción: Clase 4']);
});

test('an API that dies while a picture waits, and comes back, is all the same to the page', async () => {
  signalWorkers('SIGSTOP');
  const submitted = page.waitForResponse((response) => response.status() === 202);
  await choose('digit.png', await digitPng(6));
  await submitted;
  await stage.lince.apis[0]!.stop('SIGKILL');
  stage.lince.startApi(Number(new URL(stage.lince.apiUrl).port));
  signalWorkers('SIGCONT');
  await shown('Predicción: Clase 6');
});

test('a browser that keeps nothing, and throws when asked to, gets its answers all the same', async () => {
  await page.addInitScript(() => {
    const refuse = () => {
      throw new DOMException('denied', 'SecurityError');
    };
    Object.defineProperty(globalThis, 'localStorage', { get: refuse });
    Object.defineProperty(globalThis, 'indexedDB', { value: { open: refuse } });
  });
  await page.reload();
  await choose('digit.png', await digitPng(7));
  await shown('Predicción: Clase 7');
  expect(complaints).toEqual([]);
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
  await shown('Predicción: Clase 3');
});

test('a file that is no picture gets its sentence, in the language that is chosen and kept', async () => {
  await choose('notes.png', Buffer.from('not a picture'));
  await shown('El archivo no es una imagen admitida. Usa PNG, JPEG, WebP, GIF, TIFF o AVIF.');
  await page.getByRole('button', { name: 'English' }).click();
  await shown('The file is not a supported picture. Use PNG, JPEG, WebP, GIF, TIFF or AVIF.');
  await page.reload();
  await shown('🔍 Image Classification with AI');
  expect(await page.locator('html').getAttribute('lang')).toBe('en');
});

test('an answer that is not to be believed at once says so, in either language', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'lince-models-'));
  // Never sure enough for it, and least of all of this 7.
  await copyDigits(folder, { warnBelow: { confidence: 1, score: 0 } });
  const doubting = await startLince({ env: { LINCE_MODELS_DIR: folder } });
  try {
    await page.goto(doubting.webUrl);
    await choose('digit.png', await digitPng(7, 15));
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
  await changeAnswers((prediction) => {
    prediction.warnings = ['not_a_digit', 'several_digits'];
  });
  await choose('digit.png', await digitPng(7));
  await shown('Predicción: Clase 7');
  expect(await handsOn(page).answer.locator('[aria-live]').first().innerText()).toMatch(
    /No parece un dígito\..*Predicción: Clase 7.*Hay varios dígitos: la respuesta es la del más destacado\./s,
  );
});

test('a model that comes while the page is open can be chosen, and answers with its own labels', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'lince-models-'));
  await copyDigits(folder);
  const several = await startLince({ env: { LINCE_MODELS_DIR: folder } });
  try {
    const listed = page.waitForResponse(`${several.webUrl}/v1/models`);
    await page.goto(several.webUrl);
    await (await listed).finished();
    const chooser = page.getByLabel('Modelo', { exact: true });
    expect(await chooser.count()).toBe(0);
    const labels = ['cero', 'uno', 'dos', 'tres', 'cuatro', 'cinco', 'seis', 'siete', 'ocho', 'nueve'];
    await copyDigits(folder, { name: 'mine', version: 1, labels });
    await until(async () => {
      await page.dispatchEvent('body', 'focus');
      return (await chooser.count()) > 0;
    });
    expect(await chooser.locator('option').allInnerTexts()).toEqual(['digits', 'mine']);

    await choose('digit.png', await digitPng(7));
    await chooser.selectOption('mine');
    await classify();
    await shown('Predicción: Clase siete');
    await shown('Ha respondido mine@1');
    expect(await bars().locator(':first-child[title]').allInnerTexts()).toEqual(labels);
    await chooser.selectOption('digits');
    await shown('Ha respondido mine@1');
    await classify();
    await shown('Predicción: Clase 7');
    await shown(/^Ha respondido digits@/);
  } finally {
    await several.stop();
    await rm(folder, { recursive: true });
  }
});

test('of many classes the likeliest are shown, and long labels are cut, not the page', async () => {
  await page.setViewportSize({ width: 320, height: 640 });
  const label = 'un dígito que lleva por nombre mucho más de lo que cabe en la pantalla de un teléfono';
  await changeAnswers((prediction) => {
    prediction.probabilities = Array<number>(1000).fill(0.001);
    prediction.top = [3, 1, 4, 15, 9].map((each) => ({ class: each, label: `${label} (${each})`, confidence: 0.001 }));
    prediction.label = label.replaceAll(' ', '');
  });
  await choose('digit.png', await digitPng(3));
  await shown('Las clases más probables');
  expect(await bars().count()).toBe(5);
  expect(await bars().getByTitle(`${label} (15)`).innerText()).toBe(`${label} (15)`);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
});

test('everything of the page comes compressed', async () => {
  const assets = await page
    .locator('script[src], link[rel=stylesheet]')
    .evaluateAll((elements) => elements.map((element) => element.getAttribute('src') ?? element.getAttribute('href')!));
  expect(assets.length).toBeGreaterThanOrEqual(2);
  for (const asset of assets) {
    const { headers } = await fetch(new URL(asset, stage.lince.webUrl), { headers: { 'Accept-Encoding': 'br' } });
    expect(headers.get('content-encoding')).toBe('br');
  }
});
