import { describe, expect, jest, test } from '@jest/globals';
import type { BrowserContextOptions, Locator, Page } from 'playwright-core';
import { flaws } from '../support/axe.js';
import { fileOf, handsOn, onStage, visit } from '../support/browser.js';
import { digitPng } from '../support/digits.js';

jest.setTimeout(60_000);

const PHONE: BrowserContextOptions = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };

const stage = onStage();

/** Brings the page to a state; the sample's words are those of its language. */
const states: [name: string, go: (page: Page) => Promise<void>][] = [
  ['nothing given yet', async (page) => page.locator('h1').waitFor()],
  [
    'an answer, with what decided',
    async (page) => {
      await handsOn(page).choose(fileOf('siete.png', await digitPng(7)));
      await handsOn(page).button('¿Qué trazos decidieron?').click();
      await page.getByAltText('Qué trazos decidieron').waitFor();
    },
  ],
  [
    'doubtful answers and failures',
    async (page) => {
      await handsOn(page).button('En blanco').click();
      await handsOn(page).shown('La imagen está en blanco: no se ve ningún trazo.');
      await handsOn(page).button('No es un dígito').click();
      await handsOn(page).shown('No parece un dígito.');
    },
  ],
];

describe.each<[string, BrowserContextOptions]>([
  ['light', { colorScheme: 'light' }],
  ['dark', { colorScheme: 'dark' }],
  ['on a phone', PHONE],
])('%s', (_look, options) => {
  test.each(states)('axe finds nothing: %s', async (_state, go) => {
    const { page } = await visit(stage.browser, stage.lince.webUrl, options);
    await go(page);
    expect(await flaws(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    await page.context().close();
  });
});

test('axe finds nothing while pictures wait, nor in English', async () => {
  const { page } = await visit(stage.browser, stage.lince.webUrl);
  stage.lince.workers[0]!.child.kill('SIGSTOP');
  try {
    await handsOn(page).choose(fileOf('a.png', await digitPng(1)), fileOf('b.png', await digitPng(2)));
    await handsOn(page).shown('En la cola, a la espera de un modelo libre');
    await handsOn(page).button('English').click();
    await page.getByText('In the queue, waiting for a free model').waitFor();
    expect(await flaws(page)).toEqual([]);
  } finally {
    stage.lince.workers[0]!.child.kill('SIGCONT');
  }
  await page.context().close();
});

test('axe finds nothing with a result that was shared', async () => {
  const { page } = await visit(stage.browser, `${stage.lince.webUrl}/r/nonsense`);
  await handsOn(page).shown('No hay ningún trabajo con ese identificador, o ya se borró.');
  expect(await flaws(page)).toEqual([]);
  await page.context().close();
});

test('an address that is no proper one leads to the same', async () => {
  const { page } = await visit(stage.browser, `${stage.lince.webUrl}/r/%E0%A4%A`);
  await handsOn(page).shown('No hay ningún trabajo con ese identificador, o ya se borró.');
  await page.context().close();
});

test('the focus is not lost with what goes away under it', async () => {
  const { page } = await visit(stage.browser, stage.lince.webUrl);
  const { choose, shown, button, answer, mine } = handsOn(page);
  const hasFocus = (place: Locator): Promise<void> => place.and(page.locator(':focus')).waitFor();
  stage.lince.workers[0]!.child.kill('SIGSTOP');
  try {
    await choose(fileOf('a.png', await digitPng(1)), fileOf('b.png', await digitPng(2)));
    await shown('En la cola, a la espera de un modelo libre');
    await button('Cancelar').press('Enter');
    await shown('El trabajo se canceló antes de procesarse.');
    await hasFocus(answer);
    await button('Cancelar lo que espera').press('Enter');
    await shown('2 de 2 listas');
    await hasFocus(mine);
  } finally {
    stage.lince.workers[0]!.child.kill('SIGCONT');
  }
  await button('Clasificar').press('Enter');
  await button('¿Qué trazos decidieron?').press('Enter');
  await page.getByAltText('Qué trazos decidieron').waitFor();
  await hasFocus(answer.locator('.seen'));
  page.on('dialog', (dialog) => void dialog.accept());
  await button('Quitar todas').press('Enter');
  await hasFocus(answer);
  await page.context().close();
});

test('a keyboard is enough', async () => {
  const { page } = await visit(stage.browser, stage.lince.webUrl);
  await page.getByRole('region', { name: 'El servicio ahora' }).waitFor();
  const focused = (): Promise<string> =>
    page.evaluate(`(() => {
      const { innerText, id, title } = document.activeElement;
      return title || innerText || id;
    })()`);
  /** Goes on to what is called so. */
  async function tabTo(name: string): Promise<void> {
    for (let times = 0; times < 60; times++) {
      await page.keyboard.press('Tab');
      if ((await focused()).includes(name)) return;
    }
    throw new Error(`${name} cannot be reached with the keyboard`);
  }
  await tabTo('picture');
  await tabTo('Papel rayado');
  await page.keyboard.press('Enter');
  await handsOn(page).shown('Predicción: Clase 3');
  await tabTo('Clasificar');
  await tabTo('¿Qué trazos decidieron?');
  await page.keyboard.press('Space');
  await page.getByAltText('Qué trazos decidieron').waitFor();
  await tabTo('Descargar CSV');
  const download = page.waitForEvent('download');
  await page.keyboard.press('Enter');
  await download;
  await tabTo('ruled.webp');
  expect(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')).toBe('solid');
  await page.context().close();
});

test('who wants less motion sees none', async () => {
  const { page } = await visit(stage.browser, stage.lince.webUrl, { reducedMotion: 'reduce' });
  stage.lince.workers[0]!.child.kill('SIGSTOP');
  try {
    await handsOn(page).choose(fileOf('a.png', await digitPng(1)));
    await handsOn(page).shown('En la cola, a la espera de un modelo libre');
    expect(await page.evaluate('document.getAnimations().filter(({ animationName }) => animationName).length')).toBe(0);
  } finally {
    stage.lince.workers[0]!.child.kill('SIGCONT');
  }
  await page.context().close();
});

test('the look that is chosen is kept, whatever the system’s is', async () => {
  const { page } = await visit(stage.browser, stage.lince.webUrl, { colorScheme: 'light' });
  const ground = () => page.evaluate('getComputedStyle(document.body).backgroundColor');
  const light = await ground();
  await page.getByLabel('Aspecto').selectOption('Aspecto: oscuro');
  const dark = await ground();
  expect(dark).not.toBe(light);
  await page.reload();
  await page.locator('h1').waitFor();
  expect(await ground()).toBe(dark);
  await page.getByLabel('Aspecto').selectOption('Aspecto: sistema');
  expect(await ground()).toBe(light);
  await page.context().close();
});
