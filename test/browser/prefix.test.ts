import { expect, jest, test } from '@jest/globals';
import { fileOf, handsOn, onStage, visit } from '../support/browser.js';
import { certified } from '../support/certificate.js';
import { digitPng } from '../support/digits.js';
import { locksmith } from '../support/keyed.js';
import { startPrefixProxy } from '../support/prefix-proxy.js';

jest.setTimeout(60_000);

const PREFIX = '/ia/lince';

const stage = onStage({ env: { LINCE_PATH_PREFIX: PREFIX } });

/** Goes to a page, has a digit read, and sees what the model saw. @returns what the console said */
async function readDigit(address: string): Promise<string[]> {
  const { page, complaints } = await visit(stage.browser, address);
  const heard = page.waitForEvent('websocket').then((socket) => socket.waitForEvent('framereceived'));
  await handsOn(page).choose(fileOf('digit.png', await digitPng(7)));
  await page.getByText('Predicción: Clase 7', { exact: true }).waitFor();
  const seen = page.getByAltText('Lo que vio el modelo');
  await seen.evaluate((image: { decode(): Promise<void> }) => image.decode());
  await heard;
  await page.context().close();
  return complaints;
}

test.each([
  ['takes the prefix away', true],
  ['keeps the prefix', false],
])('behind a proxy that %s, the page works and asks for nothing outside of it', async (_what, strips) => {
  const proxy = await startPrefixProxy(stage.lince.webUrl, PREFIX, strips);
  try {
    expect(await readDigit(`${proxy.origin}${PREFIX}/`)).toEqual([]);
    expect(proxy.strays).toEqual([]);
  } finally {
    await proxy.close();
  }
});

test('the prefix without a slash leads to the page', async () => {
  expect(await readDigit(`${stage.lince.webUrl}${PREFIX}`)).toEqual([]);
});

test('who comes without a proxy needs no prefix', async () => {
  expect(await readDigit(stage.lince.webUrl)).toEqual([]);
});

test('by way of a TLS proxy a key signs in, and its cookie goes no other way', async () => {
  const keys = locksmith(stage.lince);
  const key = await keys.add('maria');
  const proxy = await startPrefixProxy(stage.lince.webUrl, PREFIX, true, certified());
  const { page, complaints } = await visit(stage.browser, `${proxy.origin}${PREFIX}/`, { ignoreHTTPSErrors: true });
  try {
    await page.getByLabel('Clave de acceso', { exact: true }).fill(key);
    await page.keyboard.press('Enter');
    await handsOn(page).choose(fileOf('digit.png', await digitPng(7)));
    await handsOn(page).shown('Predicción: Clase 7');
    await page.getByAltText('Lo que vio el modelo').waitFor();
    const [cookie] = await page.context().cookies();
    expect(cookie).toMatchObject({ secure: true, httpOnly: true, sameSite: 'Strict' });
    expect(complaints).toEqual([]);
    expect(proxy.strays).toEqual([]);
  } finally {
    await page.context().close();
    await proxy.close();
    await keys.close();
  }
});
