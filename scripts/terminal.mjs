import { words } from './language.mjs';

/** Milliseconds between two showings of a running step. */
const TICK = 200;

const { stdout } = process;
let running = '';

// A terminal that was closed, or `npm start | head`: nobody reads any more, and stopping in order matters more.
for (const stream of [stdout, process.stderr]) stream.on('error', () => undefined);

/** Writes a line above what is in progress. */
export function say(line) {
  stdout.write(running ? `\r\x1b[K${line}\n${running}` : `${line}\n`);
}

/**
 * Shows that a long step runs: on a terminal one line that is rewritten with the seconds gone, else one line as it
 * starts; and one line when it is done.
 * @param work takes `progress(text)`, to say how far it is
 */
export async function step(title, work) {
  const started = Date.now();
  const seconds = () => Math.round((Date.now() - started) / 1_000);
  let detail = '';
  const show = () => {
    running = `… ${title} ${detail} ${seconds()} s`.slice(0, (stdout.columns || 80) - 1);
    stdout.write(`\r\x1b[K${running}`);
  };
  const timer = stdout.isTTY ? setInterval(show, TICK) : say(`… ${title}`);
  const end = () => {
    if (timer) stdout.write('\r\x1b[K');
    clearInterval(timer);
    running = '';
  };
  try {
    const result = await work((text) => (detail = text));
    end();
    say(`✔ ${title}: ${words('hecho en', 'done in')} ${seconds()} s`);
    return result;
  } finally {
    end();
  }
}
