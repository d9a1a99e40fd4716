/** What has a sender. */
interface Sent {
  caller: string;
}

/** Things in the order in which their senders take turns, each with the oldest first. */
export function* inTurn<T extends Sent>(things: readonly T[]): Generator<T> {
  const byCaller = new Map<string, T[]>();
  for (const thing of things) {
    const own = byCaller.get(thing.caller);
    if (own) own.push(thing);
    else byCaller.set(thing.caller, [thing]);
  }
  for (let round = 0; byCaller.size > 0; round++) {
    for (const [caller, own] of byCaller) {
      if (round < own.length) yield own[round]!;
      else byCaller.delete(caller);
    }
  }
}
