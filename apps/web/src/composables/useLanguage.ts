import { computed, ref, watchEffect, type ComputedRef } from 'vue';
import { LANGUAGES, type Language } from '#contract';
import { en } from '../words/en.js';
import { es, type Words } from '../words/es.js';

const KEY = 'lince.language';
const dictionaries: Record<Language, Words> = { es, en };

/** The page's language: Spanish until the other is chosen; the choice is kept in this browser. */
export function useLanguage() {
  const language = ref<Language>(kept() ?? 'es');
  const words: ComputedRef<Words> = computed(() => dictionaries[language.value]);

  watchEffect(() => {
    document.documentElement.lang = language.value;
    document.title = words.value.title;
  });

  function switchLanguage(): void {
    language.value = otherThan(language.value);
    keep(language.value);
  }

  return { language, words, other: computed(() => otherThan(language.value)), switchLanguage };
}

const otherThan = (language: Language): Language => (language === 'es' ? 'en' : 'es');

// Browsers that are told to keep nothing throw at the mere touch of localStorage.
function kept(): Language | undefined {
  try {
    return LANGUAGES.find((language) => language === localStorage.getItem(KEY));
  } catch {
    return undefined;
  }
}

function keep(language: Language): void {
  try {
    localStorage.setItem(KEY, language);
  } catch {
    // The choice lasts as long as the page.
  }
}
