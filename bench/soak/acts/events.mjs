/**
 * What a stream of server-sent events tells, until it ends.
 * @throws Error with the answer's `status` when that is no stream; fetch's own when the connection breaks off
 */
export async function* events(url, signal, headers = {}) {
  const response = await fetch(url, { signal, headers: { Accept: 'text/event-stream', ...headers } });
  if (response.status === 204) return;
  if (!response.ok) {
    await response.body?.cancel();
    throw Object.assign(new Error(`status ${response.status}`), { status: response.status });
  }
  let text = '';
  for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
    const blocks = (text + chunk).split('\n\n');
    text = blocks.pop();
    for (const block of blocks) {
      const data = /^data: (.*)$/m.exec(block)?.[1];
      if (data) yield JSON.parse(data);
    }
  }
}
