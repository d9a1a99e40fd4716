import type { WriteStream } from 'node:tty';

const WIDTH = 24;

/**
 * A line with a bar that is rewritten as pictures are done; where there is no terminal, nothing.
 * @returns what to call with the number of pictures done; the line goes away with the last
 */
export function progressBar(total: number, output: WriteStream = process.stdout): (done: number) => void {
  const began = performance.now();
  return (done) => {
    if (!output.isTTY) return;
    const share = done / total;
    const bar = '█'.repeat(Math.round(share * WIDTH)).padEnd(WIDTH, '░');
    const left = ((performance.now() - began) / 1_000) * (1 / share - 1);
    output.write(`\r\x1b[K${done < total ? `${bar} ${done}/${total} · ${Math.ceil(left)} s` : ''}`);
  };
}
