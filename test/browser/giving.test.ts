import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { handsOn, onStage, visit } from '../support/browser.js';
import { digitPng } from '../support/digits.js';
import { until } from '../support/until.js';

jest.setTimeout(60_000);

/** The browser's own, for what is said to run in the page. */
declare class DataTransfer {
  items: { add(file: File): void };
  files: unknown;
}
declare class ClipboardEvent extends Event {
  constructor(type: string, init: { clipboardData: DataTransfer; bubbles: boolean });
}
declare const document: { body: { dispatchEvent(event: Event): void } };

const stage = onStage();
let page: Page;
let complaints: string[];
/** Where pictures are dropped from. */
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lince-pictures-'));
});

beforeEach(async () => {
  ({ page, complaints } = await visit(stage.browser, stage.lince.webUrl));
});

afterEach(async () => {
  await page.context().close();
  expect(complaints).toEqual([]);
});
// As long as a page is there it may read from it.
afterAll(() => rm(folder, { recursive: true }));

/** Draws a line on the pad, from one place to the next, in shares of its side. */
async function stroke(...places: [x: number, y: number][]): Promise<void> {
  const pad = page.getByRole('img', { name: /^Lienzo para dibujar/ });
  const { x: left, y: top, width } = (await pad.boundingBox())!;
  const at = ([x, y]: [number, number]) => [left + x * width, top + y * width] as const;
  await page.mouse.move(...at(places[0]!));
  await page.mouse.down();
  for (const place of places.slice(1)) await page.mouse.move(...at(place), { steps: 8 });
  await page.mouse.up();
}

test('a picture that was copied is pasted', async () => {
  await page.evaluate(
    (bytes) => {
      const clipboardData = new DataTransfer();
      clipboardData.items.add(new File([Uint8Array.from(bytes)], 'image.png', { type: 'image/png' }));
      document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
    },
    [...(await digitPng(2))],
  );
  await handsOn(page).shown('Predicción: Clase 2');
  await page.getByAltText('imagen pegada.png').waitFor();
});

const NONE = 'Ahí no hay ninguna imagen que se pueda leer.';

/** Drops what is at a path of this machine, as from its file manager. */
async function drop(path: string): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  const data = { items: [], files: [path], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await devtools.send('Input.dispatchDragEvent', { type, x: 100, y: 100, data });
  }
}

test('of a folder that is dropped the pictures are taken, by their names, with those in the folders inside it', async () => {
  for (const inside of ['more/empty', '.thumbnails']) await mkdir(join(folder, inside), { recursive: true });
  const files = { '10.png': 1, '2.png': 2, 'more/3.png': 3, '.hidden.png': 4, '.thumbnails/5.png': 5 };
  for (const [name, digit] of Object.entries(files)) await writeFile(join(folder, name), await digitPng(digit));
  // More than a browser hands out at once.
  for (let nth = 0; nth < 120; nth++) await writeFile(join(folder, `${nth}.txt`), 'no picture');
  await drop(folder);
  const { tiles, shown } = handsOn(page);
  await shown('Predicción: Clase 2');
  await until(async () => (await tiles.count()) === 3);
  expect(await tiles.locator('.name').allTextContents()).toEqual(['2.png', '10.png', '3.png']);
  await drop(join(folder, 'more', 'empty'));
  await page.getByText(NONE).waitFor();
  await drop(join(folder, '10.png'));
  await until(async () => (await tiles.count()) === 4);
  expect(await page.getByText(NONE).count()).toBe(0);
});

test('before very many are sent at once the page asks', async () => {
  const seven = await digitPng(7);
  const files = Array.from({ length: 101 }, (_, nth) => ({ name: `${nth}.png`, mimeType: 'image/png', buffer: seven }));
  const { tiles } = handsOn(page);
  const asked: string[] = [];
  for (const answer of ['dismiss', 'accept'] as const) {
    page.once('dialog', (dialog) => {
      asked.push(dialog.message());
      void dialog[answer]();
    });
    await page.getByLabel('Elige una imagen...', { exact: true }).setInputFiles(files);
    expect(await tiles.count()).toBe(answer === 'accept' ? 101 : 0);
  }
  expect(asked).toEqual(['¿Enviar 101 imágenes?', '¿Enviar 101 imágenes?']);
});

test('a drawing is read when the pen rests, again as it goes on, and is one picture', async () => {
  const { shown, tiles, button } = handsOn(page);
  await stroke([0.5, 0.2], [0.5, 0.8]);
  await shown('Predicción: Clase 1');
  const beside = page.getByRole('region', { name: 'Dale una imagen' });
  await beside.getByText(/^Clase 1, \d+\.\d\d%$/).waitFor();
  await stroke([0.25, 0.2], [0.5, 0.2]);
  await stroke([0.25, 0.2], [0.26, 0.2]);
  await shown('Predicción: Clase 7');
  expect(await tiles.count()).toBe(1);
  await button('Deshacer').click();
  await button('Deshacer').click();
  await shown('Predicción: Clase 1');
  expect(await tiles.count()).toBe(1);
  await button('Borrar').click();
  await stroke([0.5, 0.2], [0.5, 0.8]);
  await tiles.nth(1).waitFor();
});

test('the stroke is as wide as one likes, and Ctrl+Z takes the last back', async () => {
  const width = page.getByRole('slider', { name: 'Grosor' });
  const ink = () =>
    page.evaluate<number>(`(() => {
      const pad = document.querySelector('canvas');
      const { data } = pad.getContext('2d').getImageData(0, 0, pad.width, pad.height);
      return data.filter((level, at) => at % 4 === 0 && level < 128).length;
    })()`);
  await width.fill('8');
  await stroke([0.3, 0.5], [0.7, 0.5]);
  const thin = await ink();
  await width.fill('32');
  await stroke([0.3, 0.2], [0.7, 0.2]);
  expect(await ink()).toBeGreaterThan(3 * thin);
  // The focus is wherever it was before the pen.
  await page.keyboard.press('Control+z');
  expect(await ink()).toBe(thin);
  // Chromium's advice to who reads a canvas often, which is this test.
  complaints.splice(0, Infinity, ...complaints.filter((text) => !text.includes('willReadFrequently')));
});

test('a drawing that is cleared under the pen is gone, and the next is another', async () => {
  const { shown, tiles, button } = handsOn(page);
  const { x, y, width } = (await page.getByRole('img', { name: /^Lienzo para dibujar/ }).boundingBox())!;
  await page.mouse.move(x + 0.3 * width, y + 0.5 * width);
  await page.mouse.down();
  await page.mouse.move(x + 0.7 * width, y + 0.5 * width);
  await button('Borrar').press('Enter');
  await page.mouse.move(x + 0.7 * width, y + 0.7 * width);
  await page.mouse.up();
  await stroke([0.5, 0.2], [0.5, 0.8]);
  await shown('Predicción: Clase 1');
  expect(await tiles.count()).toBe(1);
  await button('Deshacer').press('Enter');
  await handsOn(page).button('Deshacer').and(page.locator(':focus')).waitFor();
  await shown('Se clasifica en cuanto haces una pausa.');
});

test('who has none at hand tries a sample, and is told what is wrong with some of them', async () => {
  const { shown, button } = handsOn(page);
  await button('Papel rayado').click();
  await shown('Predicción: Clase 3');
  await button('Varios dígitos').click();
  await shown('Hay varios dígitos: la respuesta es la del más destacado.');
  await button('No es un dígito').click();
  await shown(/^No parece un dígito/);
  await button('En blanco').click();
  await shown('La imagen está en blanco: no se ve ningún trazo.');
});

test('a phone has a button for its camera, and shows the answer without being scrolled', async () => {
  const phone = await visit(stage.browser, stage.lince.webUrl, {
    viewport: { width: 390, height: 780 },
    hasTouch: true,
    isMobile: true,
  });
  const camera = phone.page.getByLabel('Hacer una foto');
  expect(await camera.getAttribute('capture')).toBe('environment');
  await camera.setInputFiles({ name: 'foto.png', mimeType: 'image/png', buffer: await digitPng(6) });
  await handsOn(phone.page).shown('Predicción: Clase 6');
  const answered = handsOn(phone.page).answer;
  await until(async () => (await answered.boundingBox())!.y < 200);
  await phone.page.context().close();
  expect(await page.getByLabel('Hacer una foto').isVisible()).toBe(false);
});
