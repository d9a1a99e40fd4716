import { Dice } from '../soak/dice.mjs';
import { mutate } from './mutate/mutate.mjs';
import { extreme, EXTREMES } from './pictures/extremes.mjs';
import { makeRequest } from './requests/make.mjs';
import { message, toBytes } from './requests/message.mjs';
import { filePart, form, formType } from './requests/forms.mjs';
import { dataUrl } from './requests/json.mjs';
import { TEMPLATES } from './requests/templates.mjs';

/** How often a picture is one of those that cost most, and how often it goes to the doors. */
const EXTREME = 0.003;
const SENT = { form: 6, raw: 6, json: 2, job: 1, batch: 1 };
const PICTURES = 0.6;

/**
 * Input number `number` of a seed: the same bytes whatever comes before and after.
 * @param pictures valid ones, as seeds.mjs makes them
 * @returns `{ number, kind, name, mutations, bytes, cuts, end }`: the request on the wire, and of a picture its `file`
 */
export async function inputOf(seed, number, pictures) {
  const dice = new Dice(seed, number);
  if (!dice.chance(PICTURES)) return { number, kind: 'requests', ...makeRequest(dice, pictures) };
  if (dice.chance(EXTREME)) {
    const name = dice.pick(Object.keys(EXTREMES));
    return picture({ number, name, mutations: ['extreme'], file: await extreme(name), way: 'raw' });
  }
  const original = dice.pick(pictures);
  const { bytes, mutations } = mutate(original, dice, pictures);
  return picture({ number, name: original.name, mutations, file: bytes, way: dice.weighted(SENT) });
}

/** A seed as it is, which must be answered. */
export const untouched = ({ name, bytes }, nth) =>
  picture({ number: `seed picture ${nth}`, name, mutations: [], file: bytes, way: 'raw', isValid: true });

function picture({ file, way, mutations, ...rest }) {
  return {
    ...{ kind: 'pictures', cuts: [], end: 'wait', ...rest, file },
    mutations: [...mutations, `as ${way}`],
    bytes: toBytes(SENDING[way](file)),
  };
}

const SENDING = {
  form: TEMPLATES.form,
  raw: TEMPLATES.raw,
  json: (file) => message('POST', '/predict', { 'Content-Type': 'application/json' }, dataUrl(file)),
  job: TEMPLATES.job,
  batch: (file) => message('POST', '/v1/batches', { 'Content-Type': formType }, form([filePart(file), filePart(file)])),
};
