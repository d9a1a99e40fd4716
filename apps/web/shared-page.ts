import type { Plugin } from 'vite';

/**
 * Writes `r.html` beside the page: the same, for addresses one step below it (`r/{id}`), from which it finds what belongs to
 * it as from the page's own.
 */
export function sharedPage(): Plugin {
  return {
    name: 'shared-page',
    apply: 'build',
    enforce: 'post',
    generateBundle(_options, bundle) {
      const page = bundle['index.html'];
      if (page?.type !== 'asset') throw new Error('there is no page');
      const source = String(page.source).replace('<head>', '<head>\n    <base href="../" />');
      this.emitFile({ type: 'asset', fileName: 'r.html', source });
    },
  };
}
