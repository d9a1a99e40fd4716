import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

/** Bytes under which compressing saves nothing worth a file. */
const WORTH_IT = 1_024;

const encodings = [
  ['.br', brotliCompressSync],
  ['.gz', gzipSync],
] as const;

/** Writes a `.br` and a `.gz` beside each file of the built page, so that nothing is compressed while it is served. */
export function precompress(): Plugin {
  return {
    name: 'precompress',
    apply: 'build',
    async writeBundle({ dir = '' }, bundle) {
      for (const output of Object.values(bundle)) {
        const content = Buffer.from(output.type === 'chunk' ? output.code : output.source);
        if (content.length < WORTH_IT) continue;
        for (const [extension, compress] of encodings) {
          await writeFile(join(dir, output.fileName + extension), compress(content));
        }
      }
    },
  };
}
