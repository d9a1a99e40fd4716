import { afterAll, afterEach, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import { chromium, type Browser, type Page } from 'playwright-core';
import { digitPng } from '../support/digits.js';
import { locksmith, type Locksmith } from '../support/keyed.js';
import { startLince, type Lince } from '../support/lince.js';

jest.setTimeout(60_000);

let lince: Lince;
let keys: Locksmith;
let browser: Browser;
let page: Page;
/** What the browser's console said, and what nobody caught. */
let complaints: string[];
let maria: string;
let root: string;

beforeAll(async () => {
  const executablePath = process.env['LINCE_TEST_CHROMIUM'] ?? '/usr/bin/chromium';
  [lince, browser] = await Promise.all([startLince(), chromium.launch({ executablePath, args: ['--no-sandbox'] })]);
  keys = locksmith(lince);
  [maria, root] = [await keys.add('maria'), await keys.add('root', { scope: 'admin' })];
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await keys?.close();
  await lince?.stop();
});

beforeEach(async () => {
  page = await (await browser.newContext()).newPage();
  complaints = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(lince.webUrl);
});

afterEach(() => page.context().close());

const shown = (text: string | RegExp): Promise<void> => page.getByText(text, { exact: true }).waitFor();
const button = (name: string) => page.getByRole('button', { name, exact: true });
async function signIn(key: string): Promise<void> {
  await page.getByLabel('Clave de acceso', { exact: true }).fill(key);
  await page.keyboard.press('Enter');
}
async function classify(): Promise<void> {
  const file = { name: 'digit.png', mimeType: 'image/png', buffer: await digitPng(7) };
  await page.getByLabel('Elige una imagen...', { exact: true }).setInputFiles(file);
  await button('Clasificar').click();
  await shown('Predicción: Clase 7');
}

test('who has a key signs in, classifies, and is still in after a reload, until they sign out', async () => {
  await signIn(maria);
  await shown('maria');
  await classify();
  await page.getByAltText('Lo que vio el modelo').waitFor();
  await shown(
    /^Cada imagen subida se borra en cuanto hay respuesta y, si no la hay, al cabo de 7 días; .+ 24 horas\.$/,
  );
  await page.reload();
  await shown('maria');
  // The page's scripts know nothing of what keeps it signed in.
  expect(await page.evaluate('document.cookie + JSON.stringify(localStorage)')).not.toMatch(/session|lince_[\w-]{20}/);
  await button('Salir').click();
  await page.getByLabel('Clave de acceso', { exact: true }).waitFor();
  expect(complaints).toEqual([]);
});

test('a wrong key is told where it was given, and may be mended', async () => {
  await signIn('nonsense');
  await shown('La clave de acceso no existe, se retiró o ha caducado la sesión.');
  await signIn(maria);
  await shown('maria');
});

test('a key that is revoked leads back to the sign-in', async () => {
  await signIn(await keys.add('pedro'));
  await shown('pedro');
  await keys.revoke('pedro');
  await page.getByLabel('Elige una imagen...', { exact: true }).setInputFiles({
    name: 'digit.png',
    mimeType: 'image/png',
    buffer: await digitPng(7),
  });
  await button('Clasificar').click();
  await page.getByLabel('Clave de acceso', { exact: true }).waitFor();
});

test('an administrator sees the queues, under the policy of their page', async () => {
  await signIn(root);
  await page.getByRole('link', { name: 'Colas' }).click();
  await page.getByText('submitted').first().waitFor();
  expect(page.url()).toContain('/admin/queues');
  expect(complaints.filter((text) => !text.includes('fonts.googleapis.com'))).toEqual([]);
});
