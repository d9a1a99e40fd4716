import type { WriteStream } from 'node:tty';
import { inPlace, progressBar } from '../progress-bar.js';

/**
 * A line with a bar that is rewritten as pictures are done; where there is no terminal, nothing.
 * @returns what to call with the number of pictures done; the line goes away with the last
 */
export function showProgress(total: number, output: WriteStream = process.stdout): (done: number) => void {
  const began = performance.now();
  return (done) => {
    if (!output.isTTY) return;
    const share = done / total;
    const left = ((performance.now() - began) / 1_000) * (1 / share - 1);
    output.write(inPlace(done < total ? `${progressBar(share)} ${done}/${total} · ${Math.ceil(left)} s` : ''));
  };
}
