import { createServer } from 'node:net';
import { run } from './command.mjs';

/** Apart from a Lince that may run here; always the same, so that what a killed test left is found. */
const NAME = 'lince-test';

/** The compose file brought up as a project of its own, on ports that are free. */
export class ComposeProject {
  #engine;
  #env;
  #signal;

  /** @param engine what findComposeEngine found */
  static async create(engine, signal) {
    const project = new ComposeProject();
    const [apiPort, webPort] = await freePorts(2);
    project.#engine = engine;
    project.#signal = signal;
    project.apiUrl = `http://127.0.0.1:${apiPort}`;
    project.webUrl = `http://127.0.0.1:${webPort}`;
    project.#env = {
      ...engine.env,
      // Whatever this shell or a file .env says: the project's own Redis.
      REDIS_URL: '',
      LINCE_REDIS_PREFIX: '',
      LINCE_REDIS_PASSWORD: '',
      LINCE_REDIS_PASSWORD_FILE: undefined,
      LINCE_API_KEYS: '',
      LINCE_OPEN: '',
      LINCE_PATH_PREFIX: '',
      LINCE_TRUSTED_PROXIES: '',
      LINCE_HOST: '127.0.0.1',
      LINCE_API_PORT: String(apiPort),
      LINCE_WEB_PORT: String(webPort),
      LINCE_ENGINE: 'native',
      // `up` is told how many; podman-compose stops and removes as many as the file says.
      LINCE_WORKERS: '4',
    };
    return project;
  }

  compose(...args) {
    return this.#run([...this.#engine.compose, '-p', NAME, ...args]);
  }

  container(...args) {
    return this.#run([...this.#engine.container, ...args]);
  }

  /** @param settings of the README's, from now on */
  up(workers, settings = {}) {
    Object.assign(this.#env, settings);
    return this.compose('up', '-d', '--scale', `worker=${workers}`);
  }

  /** Takes everything away, the queue's data too; after an interruption as well. */
  async remove() {
    if (this.#signal.aborted) this.#signal = undefined;
    await this.compose('down', '--volumes', '--remove-orphans');
  }

  /** The ids of a service's running containers. */
  running(service) {
    return this.#list('ps', '--quiet', '--filter', `label=com.docker.compose.service=${service}`);
  }

  /** Whether a container's health check passes; Podman runs one only when it is told to where there is no systemd. */
  async isHealthy(id) {
    if (this.#engine.container[0] === 'podman') await this.container('healthcheck', 'run', id);
    return (await this.container('inspect', '--format', '{{.State.Health.Status}}', id)).trim() === 'healthy';
  }

  /** What there is of the project: containers, networks and volumes. */
  async remains() {
    const [containers, networks, volumes] = await Promise.all([
      this.#list('ps', '--all', '--quiet'),
      this.#list('network', 'ls', '--quiet'),
      this.#list('volume', 'ls', '--quiet'),
    ]);
    return { containers: containers.length, networks: networks.length, volumes: volumes.length };
  }

  /** What the workers say of themselves in Redis. */
  async workers() {
    return (await this.redis('HVALS', '{lince}:worker-facts'))
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line));
  }

  /** What Redis answers to a command by somebody who knows the password. */
  async redis(...command) {
    const [redis] = await this.running('redis');
    return (await this.container('exec', redis, 'sh', '/etc/lince/redis-cli.sh', ...command)).trim();
  }

  async #list(...args) {
    const mine = ['--filter', `label=com.docker.compose.project=${NAME}`];
    // Between the names there may be warnings.
    return (await this.container(...args, ...mine)).split('\n').filter((line) => /^[\w.-]+$/.test(line));
  }

  #run(command) {
    return run(command, { env: this.#env, signal: this.#signal });
  }
}

/** Ports of 127.0.0.1 that nothing listens on now. */
async function freePorts(count) {
  const servers = Array.from({ length: count }, () => createServer());
  const listen = (server) => new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  await Promise.all(servers.map(listen));
  const ports = servers.map((server) => server.address().port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
