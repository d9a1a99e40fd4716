import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { fileOf, handsOn, onStage, visit } from '../support/browser.js';
import { digitPng } from '../support/digits.js';
import { until } from '../support/until.js';

jest.setTimeout(90_000);

const stage = onStage();
let page: Page;
let complaints: string[];

beforeEach(async () => {
  ({ page, complaints } = await visit(stage.browser, stage.lince.webUrl));
});

afterEach(() => page.context().close());

const signalWorkers = (signal: NodeJS.Signals): void => stage.lince.workers.forEach(({ child }) => child.kill(signal));

/** So many digits, 0 to 9 and again, as files named after their order. */
const digits = (count: number) =>
  Promise.all(
    Array.from({ length: count }, async (_, nth) =>
      fileOf(`${nth}.png`, await digitPng(nth % 10, Math.floor(nth / 10))),
    ),
  );

/** The words of all tiles, in their order. */
const told = () => handsOn(page).tiles.allInnerTexts();

async function downloaded(name: string): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent('download'), handsOn(page).button(name).click()]);
  return readFile(await download.path(), 'utf8');
}

test('thirty pictures go through side by side, each to its own answer, and are taken away as CSV and JSON', async () => {
  signalWorkers('SIGSTOP');
  await handsOn(page).choose(...(await digits(30)));
  await handsOn(page).shown('0 de 30 listas');
  await until(async () => (await told()).every((words) => words.includes('En cola')));
  signalWorkers('SIGCONT');
  await handsOn(page).shown('30 de 30 listas');
  const answers = (await told()).map((words) => /^(\d+)\.png\n.*?(\d)\n/s.exec(words)!.slice(1).map(Number));
  expect(answers.map(([name]) => name)).toEqual(Array.from({ length: 30 }, (_, nth) => nth));
  // The model is not always right, but no answer lies under another's picture.
  expect(answers.filter(([name, digit]) => name! % 10 === digit).length).toBeGreaterThanOrEqual(28);

  const rows = (await downloaded('Descargar CSV')).trim().split('\r\n');
  expect(rows[0]).toBe('index,name,id,state,class,label,confidence,score,warnings,error');
  expect(rows.slice(1).map((row) => row.split(',')[1])).toEqual(answers.map(([name]) => `${name}.png`).reverse());
  const { results } = JSON.parse(await downloaded('Descargar JSON')) as { results: { state: string }[] };
  expect(results.map(({ state }) => state)).toEqual(Array(30).fill('succeeded'));
  expect(complaints).toEqual([]);
});

test('what waits is called off, one or all; its place in line was told', async () => {
  signalWorkers('SIGSTOP');
  try {
    const { choose, shown, answer, button, mine } = handsOn(page);
    await choose(...(await digits(3)));
    await until(async () => (await told()).every((words) => words.includes('En cola')));
    await handsOn(page).tiles.first().click();
    await answer.getByText(/^(Es la siguiente\.|Hay .+ delante\.)$/).waitFor();
    await answer.getByRole('button', { name: 'Cancelar' }).click();
    await shown('El trabajo se canceló antes de procesarse.');
    await button('Cancelar lo que espera').click();
    await shown('3 de 3 listas');
    expect((await told()).map((words) => words.split('\n').at(-1))).toEqual(Array(3).fill('Cancelada'));
    page.on('dialog', (dialog) => void dialog.accept());
    await button('Quitar todas').click();
    await mine.waitFor({ state: 'detached' });
  } finally {
    signalWorkers('SIGCONT');
  }
});

test('a reload keeps what was done and goes on with what was not; what is removed stays removed', async () => {
  const { choose, shown, answer } = handsOn(page);
  await choose(fileOf('uno.png', await digitPng(1)));
  await shown('Predicción: Clase 1');
  signalWorkers('SIGSTOP');
  await choose(fileOf('cuatro.png', await digitPng(4)));
  await until(async () => (await told())[0]!.includes('En cola'));
  await page.reload();
  await until(async () => (await told()).length === 2);
  await page.getByAltText('cuatro.png').waitFor();
  signalWorkers('SIGCONT');
  await shown('Predicción: Clase 4');

  const erased = page.waitForResponse((response) => response.request().method() === 'DELETE');
  await answer.getByRole('button', { name: 'Quitar' }).click();
  expect((await erased).status()).toBe(204);
  await shown('Predicción: Clase 1');
  await page.reload();
  await shown('Predicción: Clase 1');
  expect(await told()).toHaveLength(1);
});

/** How many pictures the browser keeps. */
const onShelf = (): Promise<number> =>
  page.evaluate(`(async () => {
    const [{ name }] = await indexedDB.databases();
    const done = (request) => new Promise((resolve) => (request.onsuccess = () => resolve(request.result)));
    const database = await done(indexedDB.open(name));
    return done(database.transaction('pictures').objectStore('pictures').count());
  })()`);

test('an upload that a reload cut off is sent again, once', async () => {
  // Not by taking the route away, which would let those go on that are held.
  let isHeld = true;
  await page.route('**/v1/jobs', (route) => (isHeld ? undefined : route.continue()));
  await handsOn(page).choose(fileOf('dos.png', await digitPng(2)));
  await until(async () => (await onShelf()) === 1);
  isHeld = false;
  const sent = page.waitForRequest((request) => request.method() === 'POST' && request.url().endsWith('/v1/jobs'));
  await page.reload();
  expect((await sent).headers()['idempotency-key']).toMatch(/^[\da-f]{32}$/);
  await handsOn(page).shown('Predicción: Clase 2');
});

test('a reload before most of many are sent keeps every one, those that cannot be shown included', async () => {
  await page.route('**/v1/jobs', () => undefined);
  // What the browser cannot open has no preview, ever.
  await page.addInitScript('globalThis.createImageBitmap = () => Promise.reject(new Error("unknown"));');
  await page.reload();
  await handsOn(page).choose(...(await digits(30)));
  await until(async () => (await onShelf()) === 30);
  await page.unroute('**/v1/jobs');
  await page.reload();
  await handsOn(page).shown('30 de 30 listas');
  expect((await told()).join()).not.toContain('Error');
});

test('what was refused before a reload can be sent again after it', async () => {
  await page.route('**/v1/jobs', (route) => route.fulfill({ status: 500, body: '' }));
  await handsOn(page).choose(fileOf('tres.png', await digitPng(3)));
  await handsOn(page).shown('Error en la predicción de la API.');
  await page.unroute('**/v1/jobs');
  await page.reload();
  await handsOn(page).button('Clasificar').click();
  await handsOn(page).shown('Predicción: Clase 3');
});

test('without a connection it says so, and catches up by itself', async () => {
  signalWorkers('SIGSTOP');
  const { choose, shown } = handsOn(page);
  await choose(fileOf('ocho.png', await digitPng(8)));
  await until(async () => (await told())[0]?.includes('En cola') ?? false);
  await stage.lince.apis[0]!.stop('SIGKILL');
  await shown('Sin conexión en directo; se sigue intentando.');
  stage.lince.startApi(Number(new URL(stage.lince.apiUrl).port));
  signalWorkers('SIGCONT');
  await shown('Predicción: Clase 8');
});

test('what could not be sent, because nothing answered, is sent as soon as something does', async () => {
  await page.context().setOffline(true);
  await handsOn(page).choose(...(await digits(6)));
  await handsOn(page)
    .answer.getByText(/^No se pudo conectar con la API/)
    .waitFor();
  await page.context().setOffline(false);
  await handsOn(page).shown('6 de 6 listas');
  expect((await told()).join()).not.toContain('Error');
});

test('a service that is full is waited for, and says so', async () => {
  let refused = 0;
  await page.route('**/v1/jobs', async (route) => {
    if (refused++ > 0) return route.continue();
    const answer = { code: 'overloaded', status: 503, title: '', detail: '', error: '', type: 'about:blank' };
    await route.fulfill({ status: 503, json: answer, headers: { 'Retry-After': '2' } });
  });
  await handsOn(page).choose(...(await digits(6)));
  await handsOn(page)
    .mine.getByText(/Lo que falta se enviará en cuanto se pueda/)
    .waitFor();
  await handsOn(page).shown('6 de 6 listas');
  expect((await told()).join()).not.toContain('Error');
});
