import { createInjectionState } from '@vueuse/core';
import { computed, ref, watchEffect, type ComputedRef } from 'vue';
import { LANGUAGES, type Language } from '#contract';
import { keep, readKept } from '../kept.js';
import { en } from '../words/en.js';
import { es, type Words } from '../words/es.js';

const KEY = 'lince.language';
const dictionaries: Record<Language, Words> = { es, en };

/** The page's language: Spanish until the other is chosen; the choice is kept in this browser. */
const [provideLanguage, injectLanguage] = createInjectionState(() => {
  const language = ref<Language>(readKept(KEY, LANGUAGES) ?? 'es');
  const words: ComputedRef<Words> = computed(() => dictionaries[language.value]);

  watchEffect(() => {
    document.documentElement.lang = language.value;
    document.title = words.value.title;
  });

  function switchLanguage(): void {
    language.value = otherThan(language.value);
    keep(KEY, language.value);
  }

  return { language, words, other: computed(() => otherThan(language.value)), switchLanguage };
});

/** To be called once, by what all of the page is in. */
export { provideLanguage };

/** The language and its words, wherever in the page. */
export const useLanguage = () => injectLanguage()!;

const otherThan = (language: Language): Language => (language === 'es' ? 'en' : 'es');
