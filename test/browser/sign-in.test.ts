import { afterAll, afterEach, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { flaws } from '../support/axe.js';
import { fileOf, handsOn, onStage, visit } from '../support/browser.js';
import { digitPng } from '../support/digits.js';
import { locksmith, type Locksmith } from '../support/keyed.js';

jest.setTimeout(60_000);

let keys: Locksmith;
// Before what they belong to ends.
afterAll(() => keys?.close());
const stage = onStage();
let page: Page;
let complaints: string[];
let maria: string;
let root: string;

beforeAll(async () => {
  keys = locksmith(stage.lince);
  [maria, root] = [await keys.add('maria'), await keys.add('root', { scope: 'admin' })];
}, 120_000);

beforeEach(async () => {
  ({ page, complaints } = await visit(stage.browser, stage.lince.webUrl));
});

afterEach(() => page.context().close());

const shown = (text: string | RegExp): Promise<void> => handsOn(page).shown(text);
const button = (name: string) => handsOn(page).button(name);
async function signIn(key: string): Promise<void> {
  await page.getByLabel('Clave de acceso', { exact: true }).fill(key);
  await page.keyboard.press('Enter');
}
async function classify(): Promise<void> {
  await handsOn(page).choose(fileOf('digit.png', await digitPng(7)));
  await shown('Predicción: Clase 7');
}

test('who has a key signs in, classifies, and is still in after a reload, until they sign out', async () => {
  await signIn(maria);
  await shown('maria');
  await classify();
  await page.getByAltText('Lo que vio el modelo').waitFor();
  await shown(
    /^Cada imagen subida se borra en cuanto hay respuesta y, si no la hay, al cabo de 7 días; .+ 24 horas\. Las miniaturas .+$/,
  );
  await page.reload();
  await shown('maria');
  // The page's scripts know nothing of what keeps it signed in.
  expect(await page.evaluate('document.cookie + JSON.stringify(localStorage)')).not.toMatch(/session|lince_[\w-]{20}/);
  await button('Salir').click();
  await page.getByLabel('Clave de acceso', { exact: true }).waitFor();
  expect(complaints).toEqual([]);
});

test('axe finds nothing where one signs in', async () => {
  await page.getByLabel('Clave de acceso', { exact: true }).waitFor();
  expect(await flaws(page)).toEqual([]);
});

test('who signs out leaves nothing behind in the browser for whoever comes next', async () => {
  await signIn(maria);
  await classify();
  await button('Salir').click();
  await signIn(maria);
  await shown('maria');
  await page.getByText(/Aquí verás qué dígito ve el modelo/).waitFor();
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
  await handsOn(page).choose(fileOf('digit.png', await digitPng(7)));
  await page.getByLabel('Clave de acceso', { exact: true }).waitFor();
});

test('an administrator sees the queues, under the policy of their page', async () => {
  await signIn(root);
  await page.getByRole('link', { name: 'Colas' }).click();
  await page.getByText('submitted').first().waitFor();
  expect(page.url()).toContain('/admin/queues');
  expect(complaints.filter((text) => !text.includes('fonts.googleapis.com'))).toEqual([]);
});
