/** Waits for a fact that comes within a few turns of the event loop, or after a short pause. */
export async function soon(fact: () => boolean, patience = 4_000): Promise<void> {
  const end = Date.now() + patience;
  while (!fact()) {
    if (Date.now() > end) throw new Error(`not true within ${patience} ms: ${fact}`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}
