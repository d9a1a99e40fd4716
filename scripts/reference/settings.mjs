import { code, table } from './markdown.mjs';

/** What a person runs that reads settings; the other readers have names of their own in each language. */
const COMMANDS = { start: 'npm start', import: 'npm run model:import', evaluate: 'npm run evaluate', test: 'npm test' };

/**
 * The settings, group by group.
 * @param groups settings by their names, by what they are about
 * @param expected what each that a process reads may be
 * @param compose the text of docker-compose.yml
 */
export function settingsSection({ groups, expected }, compose, language, words) {
  const given = composeDefaults(compose);
  const row = ([name, setting]) => [
    code(name),
    defaultOf(setting, given.get(name), language),
    code(expected[name] || setting.expects || ''),
    readersOf(setting, given.has(name), words),
    setting[language],
  ];
  const parts = Object.entries(groups).map(
    ([group, settings]) =>
      `### ${words.groups[group]}\n\n${table(words.settingColumns, Object.entries(settings).map(row))}`,
  );
  return [`## ${words.settings}`, words.settingsIntro, ...parts].join('\n\n');
}

/** What docker-compose.yml takes from its environment, with what stands there for it otherwise. */
function composeDefaults(text) {
  const named = [...text.matchAll(/\$\{([A-Z_]+):?-([^}]*)\}/g)].map(([, name, value]) => [name, value]);
  // Where a setting is taken more than once, what is not empty tells more.
  return new Map(named.sort(([, a], [, b]) => a.length - b.length));
}

function defaultOf({ default: own, computed }, inCompose, language) {
  const usual = computed ? computed[language] : code(own);
  return inCompose && inCompose !== own ? [usual, `(compose: ${code(inCompose)})`].filter(Boolean).join(' ') : usual;
}

function readersOf({ readBy }, isInCompose, words) {
  const named = readBy.map((reader) => words.readers[reader] ?? code(COMMANDS[reader]));
  return [...named, ...(isInCompose ? ['compose'] : [])].join(', ');
}
