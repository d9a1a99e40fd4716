import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { onStage, visit } from '../support/browser.js';
import { digitPng } from '../support/digits.js';
import { startPrefixProxy } from '../support/prefix-proxy.js';

jest.setTimeout(120_000);

const PREFIX = '/ia/lince';
const KEY = '0123456789abcdef0123456789abcdef';

const stage = onStage({ env: { LINCE_PATH_PREFIX: PREFIX, LINCE_API_KEYS: `maria=${KEY}` } });
let page: Page;
let complaints: string[];
/** Where something was asked for; what the page itself holds is not asked for. */
let origins: Set<string>;

beforeEach(async () => {
  ({ page, complaints } = await visit(stage.browser, 'about:blank'));
  origins = new Set();
  page.on('request', (request) => {
    const { protocol, origin } = new URL(request.url());
    if (protocol.startsWith('http')) origins.add(origin);
  });
});

afterEach(() => page.context().close());

const door = (id: string) => page.locator(`[id$="-${id}"]`);

/** Opens a door of the document, fills it in and goes through it. @returns the status that the page shows */
async function tryOut(id: string, fill: () => Promise<unknown> = async () => undefined): Promise<string> {
  await door(id).locator('.opblock-summary-control').click();
  await door(id).getByRole('button', { name: 'Try it out' }).click();
  await fill();
  await door(id).getByRole('button', { name: 'Execute' }).click();
  return (await door(id).locator('.live-responses-table .response-col_status').last().innerText()).trim();
}

/** Types a key in, as a program would send it. */
async function authorize(): Promise<void> {
  await page.getByRole('button', { name: 'Authorize' }).first().click();
  await page.getByLabel('auth-bearer-value').fill(KEY);
  await page
    .locator('.auth-container', { hasText: 'bearer' })
    .getByRole('button', { name: 'Apply credentials' })
    .click();
  await page.getByRole('button', { name: 'Close' }).last().click();
}

test('every door is shown, to whoever has no key as well, and one can be tried', async () => {
  // With a slash at the end and without the prefix: what it loads is found all the same.
  await page.goto(`${stage.lince.apiUrl}/docs/`);
  const { paths } = (await (await fetch(`${stage.lince.apiUrl}/openapi.json`)).json()) as {
    paths: Record<string, object>;
  };
  const doors = Object.values(paths).flatMap((methods) => Object.keys(methods));
  await door('isReady').waitFor();
  expect(await page.locator('.opblock').count()).toBe(doors.length);
  expect(await tryOut('isReady')).toBe('200');
  expect(complaints).toEqual([]);
});

test('what the page loads comes packed to those that can unpack it, and as it is to the others', async () => {
  for (const name of ['show.js', 'swagger-ui-bundle.js', 'swagger-ui.css']) {
    const forms = await Promise.all(
      ['gzip', 'identity'].map(async (coding) => {
        const headers = { 'Accept-Encoding': coding };
        const answer = await fetch(`${stage.lince.apiUrl}/docs/${name}`, { headers });
        return { coding: answer.headers.get('content-encoding'), text: await answer.text() };
      }),
    );
    expect(forms.map(({ coding }) => coding)).toEqual(['gzip', null]);
    expect(forms[0]!.text).toBe(forms[1]!.text);
  }
  for (const [path, method] of [
    ['index.html', 'GET'],
    ['show.js', 'POST'],
  ])
    expect((await fetch(`${stage.lince.apiUrl}/docs/${path}`, { method: method! })).status).toBe(404);
});

test.each([
  ['takes the prefix away', true],
  ['keeps the prefix', false],
])(
  'behind a proxy that %s, a picture is classified with a key, and shown as the model saw it',
  async (_what, strips) => {
    const proxy = await startPrefixProxy(stage.lince.webUrl, PREFIX, strips);
    try {
      await page.goto(`${proxy.origin}${PREFIX}/docs`);
      await door('isReady').waitFor();
      await authorize();
      const buffer = await digitPng(7);
      const status = await tryOut('predict', async () => {
        await door('predict')
          .locator('input[type=file]')
          .setInputFiles({ name: '7.png', mimeType: 'image/png', buffer });
      });
      expect(status).toBe('200');
      const answer = await door('predict')
        .locator('.live-responses-table td.response-col_description')
        .last()
        .innerText();
      const id = /"id": "([^"]+)"/.exec(answer)![1]!;
      const seen = door('readJobInput');
      expect(await tryOut('readJobInput', () => seen.getByPlaceholder('id').fill(id))).toBe('200');
      await seen.locator('.live-responses-table img').evaluate((image: { decode(): Promise<void> }) => image.decode());
      expect(complaints).toEqual([]);
      expect(proxy.strays).toEqual([]);
      expect([...origins]).toEqual([proxy.origin]);
    } finally {
      await proxy.close();
    }
  },
);
