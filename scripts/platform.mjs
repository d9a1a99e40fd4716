import { Failure } from './failure.mjs';
import { words } from './language.mjs';

/** The oldest Node that every package here accepts. */
const LEAST = [20, 19];

/** @throws Failure when this Node or this system cannot run Lince */
export function requirePlatform() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < LEAST[0] || (major === LEAST[0] && minor < LEAST[1])) {
    const least = LEAST.join('.');
    throw new Failure(
      words(
        `Lince necesita Node ${least} o posterior y este es ${process.versions.node}: instala Node 22 o 24.`,
        `Lince needs Node ${least} or later and this is ${process.versions.node}: install Node 22 or 24.`,
      ),
    );
  }
  if (process.platform !== 'win32') return;
  throw new Failure(
    words(
      'En Windows, Lince funciona dentro de WSL 2 (wsl --install), donde se instala como en Linux.',
      'On Windows, Lince runs inside WSL 2 (wsl --install), where it is installed as on Linux.',
    ),
  );
}
