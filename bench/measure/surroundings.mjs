import { execFileSync } from 'node:child_process';
import os from 'node:os';

const GIB = 2 ** 30;

/** What has to be known of a run to compare it with another. */
export const surroundings = ({ engine, redisServer }, root) => ({
  commit: commitOf(root),
  at: new Date().toISOString(),
  machine: `${os.availableParallelism()} × ${os.cpus()[0]?.model.trim() ?? os.arch()}`,
  memory: `${(os.totalmem() / GIB).toFixed(0)} GiB`,
  system: `${os.type()} ${os.release()}`,
  node: `Node ${process.versions.node}`,
  engine,
  redis: redisServer.name,
});

/** The commit, with a `+` when files have changed since. */
function commitOf(root) {
  const git = (...args) => execFileSync('git', args, { cwd: root, stdio: ['ignore', 'pipe', 'ignore'] });
  try {
    const changed = git('status', '--porcelain').length > 0;
    return `${git('rev-parse', '--short', 'HEAD').toString().trim()}${changed ? '+' : ''}`;
  } catch {
    return '?';
  }
}
