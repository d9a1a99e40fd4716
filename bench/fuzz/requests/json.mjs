import { withBody, withHeader } from './message.mjs';

const DEEP = 100_000;
const LONG = 1_000_000;

/** JSON bodies that are odd in one way each; each takes a picture in base64. */
const BODIES = [
  () => '',
  () => 'null',
  () => '7',
  () => '"image"',
  () => '[]',
  () => '{}',
  () => '{"image":null}',
  () => '{"image":{}}',
  () => '{"image":["a"]}',
  () => '{"image":""}',
  () => '{"image":"data:,"}',
  () => '{"image":"data:image/png;base64,"}',
  () => '{"image":"data:image/png,notbase64"}',
  () => '{"image":"====",',
  () => `${'['.repeat(DEEP)}${']'.repeat(DEEP)}`,
  () => `${'{"image":'.repeat(DEEP)}1${'}'.repeat(DEEP)}`,
  () => `{"image":"${' '.repeat(LONG)}"}`,
  () => `{"image":"${'='.repeat(LONG)}"}`,
  () => `{"image":"data:${'a'.repeat(LONG)};base64,"}`,
  () => `{"image":${'9'.repeat(LONG)}}`,
  (base64) => `{"__proto__":{"image":"${base64}"}}`,
  (base64) => `{"constructor":{"prototype":{"image":1}},"image":"${base64}"}`,
  (base64) => `{"image":"x","image":"${base64}"}`,
  (base64) => `\ufeff{"image":"${base64}"}`,
  (base64) => `{"image":"data:text/html;charset=utf-16;base64,${base64}"}`,
  (base64) => `{"image":"DATA:IMAGE/PNG;BASE64,${base64.replace(/.{60}/g, '$&\\n')}"}`,
  (base64) => `{"image":"${base64.slice(0, -3)}"}`,
  (base64) => `{"image":"${base64}\\u0000"}`,
  (base64) => `{"image":"${base64}"}{"image":"${base64}"}`,
];

/** Ways of sending a picture in JSON askew; each takes a request, the dice and a picture's bytes. */
export const JSONS = {
  oddJson: (request, dice, picture) => asJson(request, Buffer.from(dice.pick(BODIES)(picture.toString('base64')))),
  wideJson: (request, dice, picture) =>
    asJson(request, Buffer.from(`{"image":"${picture.toString('base64')}"}`, dice.pick(['utf16le', 'latin1', 'utf8']))),
};

const asJson = (request, body) => withBody(withHeader(request, 'Content-Type', 'application/json'), body);

/** A picture as a page sends it that has it in a canvas. */
export const dataUrl = (bytes, type = 'image/png') =>
  Buffer.from(JSON.stringify({ image: `data:${type};base64,${bytes.toString('base64')}` }));
