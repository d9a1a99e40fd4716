import { LANGUAGES, type Language } from '#contract';

/**
 * The language that an `Accept-Language` header ranks first among ours.
 * @returns Spanish where it names none of them
 */
export function preferredLanguage(header = ''): Language {
  const ranges = header.split(',').map((range) => {
    const [tag = '', weight = '1'] = range.trim().toLowerCase().split(/\s*;\s*q=/);
    return { language: LANGUAGES.find((known) => tag.split('-')[0] === known), weight: Number(weight) };
  });
  const known = ranges.filter(({ language, weight }) => language && weight > 0);
  return known.sort((a, b) => b.weight - a.weight)[0]?.language ?? 'es';
}
