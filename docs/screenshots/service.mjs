import { Child, freePort } from '../../bench/service/child.mjs';
import { startLince } from '../../bench/service/lince.mjs';
import { run } from '../../scripts/command.mjs';
import { root } from '../../scripts/project.mjs';
import { childEnvironment } from '../../scripts/settings.mjs';

/**
 * The whole service, page included, on ports of its own.
 * @param place what scripts/measuring.mjs prepared
 * @returns where the page is; `closeDoor`, which asks for a key from then on; `pause` and `resume`, of its worker; `stop`
 */
export async function startService(place) {
  const running = await startLince(place);
  try {
    const port = await freePort();
    const env = childEnvironment(place.settings, running.redisUrl);
    const web = { LINCE_HOST: '127.0.0.1', LINCE_WEB_PORT: String(port), LINCE_API_URL: running.urls[0] };
    const command = [process.execPath, 'dist/apps/web/src/server/main.js'];
    running.add(new Child({ role: 'web', command, env: { ...env, ...web }, cwd: root }));
    const url = `http://127.0.0.1:${port}`;
    await running.answers('/', place.signal, [url]);
    let closing;
    const signalWorker = (name) => process.kill(running.childOf('worker').pid, name);
    return {
      url,
      closeDoor: () =>
        (closing ??= run([process.execPath, 'dist/apps/api/src/keys/main.js', 'add', 'maria'], { env, cwd: root })),
      pause: () => signalWorker('SIGSTOP'),
      resume: () => signalWorker('SIGCONT'),
      stop: () => running.stop(),
    };
  } catch (error) {
    await running.stop();
    throw error;
  }
}
