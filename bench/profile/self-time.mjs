import { NATIVE, originOf, placeOf } from './origin.mjs';

/**
 * The time that each function itself took.
 * @param profile what V8's profiler gives: nodes, samples, and the microseconds before each sample
 * @returns `total` in ms; `functions` and `origins`, each `{ name, ms }`, the longest first
 */
export function selfTime({ nodes, samples, timeDeltas }) {
  const names = namesOf(nodes);
  const functions = new Map();
  const origins = new Map();
  let total = 0;
  samples.forEach((id, i) => {
    // The time until the next sample was spent where this one was taken.
    const ms = Math.max(0, timeDeltas[i + 1] ?? 0) / 1_000;
    total += ms;
    const { place, origin } = names.get(id);
    add(functions, place, ms);
    add(origins, origin, ms);
  });
  return { total, functions: longestFirst(functions), origins: longestFirst(origins) };
}

/** What each node is called; native code has no file, so that it goes by who called it. */
function namesOf(nodes) {
  const names = new Map();
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const waiting = [{ node: nodes[0], caller: null }];
  for (let next; (next = waiting.pop());) {
    const { callFrame, id, children = [] } = next.node;
    const { caller } = next;
    const own = { place: placeOf(callFrame), origin: originOf(callFrame) };
    const native = own.origin === NATIVE && caller;
    names.set(id, native ? { place: `${own.place} ← ${caller.place}`, origin: `${caller.origin} → ${NATIVE}` } : own);
    for (const child of children) waiting.push({ node: byId.get(child), caller: callFrame.url ? own : caller });
  }
  return names;
}

const add = (map, name, ms) => map.set(name, (map.get(name) ?? 0) + ms);

const longestFirst = (map) => [...map].map(([name, ms]) => ({ name, ms })).sort((a, b) => b.ms - a.ms);
