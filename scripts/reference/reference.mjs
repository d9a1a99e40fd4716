import { DOORS_ES } from './doors.mjs';
import { code, table } from './markdown.mjs';
import { settingsSection } from './settings.mjs';
import { WORDS } from './words.mjs';

/** Where each language's reference stands in the checkout. */
export const FILES = { es: 'docs/es/referencia.md', en: 'docs/en/reference.md' };

/**
 * The reference in one language, in Markdown.
 * @param platform what `#platform` exports
 * @param contract what `#contract` exports
 * @param doors the doors of the OpenAPI document
 * @param compose the text of docker-compose.yml
 * @throws where a door has no Spanish words
 */
export function reference(language, { platform, contract, doors, compose }) {
  const words = WORDS[language];
  const settings = { groups: platform.SETTING_GROUPS, expected: platform.expectedSettings() };
  const sections = [
    `# ${words.title}`,
    words.other,
    words.written,
    settingsSection(settings, compose, language, words),
    doorsSection(doors, language, words),
    errorsSection(contract, language, words),
    warningsSection(contract, language, words),
  ];
  return `${sections.join('\n\n')}\n`;
}

function doorsSection(doors, language, words) {
  const rows = doors.map(({ method, path, summary, access }) => {
    const door = `${method.toUpperCase()} ${path}`;
    const told = language === 'es' ? DOORS_ES[door] : summary;
    if (!told) throw new Error(`scripts/reference/doors.mjs has no words for ${door}`);
    return [code(door), told, words.access[access]];
  });
  return [`## ${words.doors}`, words.doorsIntro, table(words.doorColumns, rows)].join('\n\n');
}

function errorsSection({ ERRORS, problem, remedy }, language, words) {
  const codes = Object.keys(ERRORS);
  const rows = codes.map((name) => {
    const { title, status } = problem(name, language);
    return [`[\`${name}\`](#${name})`, String(status), words.retry[ERRORS[name].retryable], title];
  });
  const entries = codes.map((name) => {
    const { status, detail } = problem(name, language);
    const facts = `**${status}**. ${words.retryLine[ERRORS[name].retryable]}`;
    return [`### \`${name}\``, facts, `> ${detail}`, remedy(name, language)].join('\n\n');
  });
  return [`## ${words.errors}`, words.errorsIntro, table(words.errorColumns, rows), ...entries].join('\n\n');
}

function warningsSection({ WARNINGS, warningSentence, remedy }, language, words) {
  const entries = WARNINGS.map((name) =>
    [`### \`${name}\``, `> ${warningSentence(name, language)}`, remedy(name, language)].join('\n\n'),
  );
  return [`## ${words.warnings}`, words.warningsIntro, ...entries].join('\n\n');
}
