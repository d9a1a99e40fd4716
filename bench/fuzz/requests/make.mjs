import { ARCHIVES } from './archives.mjs';
import { delivery, hurtOnTheWay } from './delivery.mjs';
import { FORMS } from './forms.mjs';
import { FRAMING } from './framing.mjs';
import { HEADS } from './heads.mjs';
import { JSONS } from './json.mjs';
import { toBytes } from './message.mjs';
import { DOORS, TEMPLATES } from './templates.mjs';

/** Ways of changing a request, by the door that it goes to; a body is changed before its head, which tells its length. */
const BODIES = { form: FORMS, raw: {}, json: JSONS, preferred: {}, job: { ...FORMS, ...JSONS } };
const BATCHES = { 'batch form': FORMS, 'batch zip': ARCHIVES };
const MOST_IN_A_ROW = 20;
/** Bytes up to which a picture goes along. */
const SMALL = 3_000;

/**
 * A request changed in one way or several, and how it is sent.
 * @param seeds pictures
 * @returns `{ name, bytes, mutations, cuts, end }`
 */
export function makeRequest(dice, seeds) {
  const small = seeds.filter(({ bytes }) => bytes.length < SMALL);
  const name = dice.weighted(DOORS);
  const mutations = [];
  const one = () => changed(name, dice, dice.pick(small).bytes, { seeds, mutations });
  let bytes = one();
  if (dice.chance(0.1)) {
    const count = dice.whole(2, MOST_IN_A_ROW);
    mutations.push(`${count} in a row`);
    bytes = Buffer.concat([bytes, ...Array.from({ length: count - 1 }, one)]);
  }
  if (dice.chance(0.35)) {
    const [hurt, what] = hurtOnTheWay(bytes, dice);
    bytes = hurt;
    mutations.push(what);
  }
  const sent = delivery(bytes.length, dice);
  if (sent.cuts.length > 0) mutations.push(`in ${sent.cuts.length + 1} pieces`);
  if (sent.end !== 'wait') mutations.push(sent.end);
  return { name, bytes, mutations, ...sent };
}

function changed(name, dice, picture, { seeds, mutations }) {
  let request = TEMPLATES[name](picture);
  const change = (ways, times) => {
    const names = Object.keys(ways);
    for (let left = names.length > 0 ? times : 0; left > 0; left--) {
      const way = dice.pick(names);
      mutations.push(way);
      request = ways[way](request, dice, picture, seeds);
    }
  };
  change(BODIES[name] ?? BATCHES[name] ?? {}, dice.chance(0.6) ? 1 : 0);
  change(FRAMING, dice.chance(0.25) ? 1 : 0);
  change(HEADS, dice.pick([0, 0, 1, 1, 2, 4]));
  return toBytes(request);
}
