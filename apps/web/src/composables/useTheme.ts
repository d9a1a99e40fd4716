import { ref, watchEffect } from 'vue';
import { keep, readKept } from '../kept.js';

const KEY = 'lince.theme';

/** How the page may look: as the system does, or light or dark whatever that does. */
export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** How the page looks; the choice is kept in this browser. */
export function useTheme() {
  const theme = ref<Theme>(readKept(KEY, THEMES) ?? 'system');
  watchEffect(() => {
    document.documentElement.dataset['theme'] = theme.value;
  });

  function choose(chosen: Theme): void {
    theme.value = chosen;
    keep(KEY, chosen);
  }

  return { theme, choose };
}
