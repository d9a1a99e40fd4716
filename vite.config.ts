import { fileURLToPath } from 'node:url';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';
import { precompress } from './apps/web/precompress.js';
import { sharedPage } from './apps/web/shared-page.js';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: here('apps/web'),
  // The built page finds what belongs to it from its own address, under whatever path that is.
  base: './',
  plugins: [vue(), sharedPage(), precompress()],
  resolve: { alias: { '#contract': here('libs/contract/src/index.ts') } },
  build: {
    outDir: here('dist/apps/web/page'),
    emptyOutDir: true,
    // The page takes words and types from the contract; its schemas, and zod with them, stay with the servers.
    rolldownOptions: { treeshake: { moduleSideEffects: [{ test: /libs.contract/, sideEffects: false }] } },
  },
});
