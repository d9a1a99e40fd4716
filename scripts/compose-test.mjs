import assert from 'node:assert/strict';
import { classifyOne, openWebSocket, submitOne, until, whileSending } from './compose-client.mjs';
import { findComposeEngine } from './compose-engine.mjs';
import { ComposeProject } from './compose-project.mjs';
import { Failure } from './failure.mjs';
import { words } from './language.mjs';
import { step } from './terminal.mjs';

const stopping = new AbortController();
const { signal } = stopping;
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => stopping.abort(new Failure(name)));

/** What Redis was run as, and something for it to keep. */
const PASSWORDLESS =
  "redis-server --dir /data --appendonly yes --save '' --daemonize yes && " +
  'until redis-cli set before upgrade; do sleep 0.1; done && redis-cli shutdown';

/** For the second time it is brought up; no character of it may mean anything to what it passes through. */
const CHOSEN = {
  LINCE_PATH_PREFIX: '/ia/lince',
  LINCE_REDIS_PASSWORD: `a "b" \\c 'd' #e`,
};

const count = { passed: 0, failed: 0 };

/** One thing that must be so; what comes after is tried all the same. */
async function check(title, work) {
  try {
    await step(title, work);
    count.passed++;
  } catch (error) {
    signal.throwIfAborted();
    count.failed++;
    console.log(`✘ ${title}: ${error.message}`);
  }
}

/** Waits until a picture of the API's own has gone through the whole chain. */
const ready = (url) => until('/health/ready', () => fetch(`${url}/health/ready`).then(({ ok }) => ok), { signal });

/** Builds the images, brings them up as a person would, and tries what the README promises. */
async function testCompose(project) {
  const { apiUrl, webUrl } = project;
  const live = (workers) =>
    until(`${workers} workers`, async () => (await project.workers()).length === workers, { signal });

  await step(words('Construyendo las imágenes', 'Building the images'), () => project.compose('build'));
  await step(words('Datos de antes de que hubiera contraseña', 'Data from before there was a password'), () =>
    project.compose('run', '--rm', '--no-deps', 'redis', 'sh', '-c', PASSWORDLESS),
  );
  await step(words('up con dos procesos, nativos', 'up with two workers, native'), async () => {
    await project.up(2);
    await ready(apiUrl);
    await live(2);
    assert.deepEqual(
      (await project.workers()).map(({ engine }) => engine),
      ['native', 'native'],
    );
  });
  await check(words('un dígito por la API', 'a digit through the API'), () => classifyOne(apiUrl));
  await check(words('un dígito por la página', "a digit through the page's origin"), () => classifyOne(webUrl));
  await checkDoors(project);
  await checkContainers(project);
  await checkRedis(project);
  await check(
    words('de 2 a 4 procesos mientras llegan imágenes', '2 to 4 workers while pictures flow'),
    async (tell) => {
      const answered = await whileSending([apiUrl, webUrl], async () => {
        await project.up(4);
        await live(4);
      });
      tell(answered);
    },
  );
  await check(
    words('un proceso muere mientras llegan imágenes', 'a worker is killed while pictures flow'),
    async () => {
      const [victim] = await project.running('worker');
      await whileSending([apiUrl, webUrl], async (answered) => {
        await project.container('kill', victim);
        const before = answered();
        await until('pictures answered', () => answered() > before + 100, { signal });
      });
    },
  );
  await check(words('los datos siguen tras down y up', 'the data is there after down and up'), async () => {
    await project.compose('stop', 'worker');
    assert.deepEqual(await project.running('worker'), []);
    const id = await submitOne(webUrl);
    await project.compose('down');
    assert.deepEqual(await project.remains(), { containers: 0, networks: 0, volumes: 2 });
    await project.up(2, CHOSEN);
    await ready(apiUrl);
    assert.equal(await project.redis('get', 'before'), 'upgrade');
    const job = await fetch(`${webUrl}/v1/jobs/${id}?wait=30`).then((response) => response.json());
    assert.equal(job.state, 'succeeded', JSON.stringify(job));
  });
  await checkPrefix(webUrl, CHOSEN.LINCE_PATH_PREFIX);
  await check(words('down no deja nada', 'down leaves nothing'), async () => {
    await project.remove();
    assert.deepEqual(await project.remains(), { containers: 0, networks: 0, volumes: 0 });
  });
}

/** What nginx does for the page, as the page's own small server does it for `npm start`. */
async function checkDoors(project) {
  const { webUrl } = project;
  await check(words('la página, comprimida y con sus reglas', 'the page, compressed, with its rules'), async () => {
    const page = await fetch(webUrl);
    assert.match(page.headers.get('content-security-policy'), /^default-src 'none'/);
    assert.equal(page.headers.get('cache-control'), 'no-cache');
    assert.equal(page.headers.get('strict-transport-security'), null);
    const [script] = /\/assets\/[^"]+\.js/.exec(await page.text());
    const { headers } = await fetch(webUrl + script, { headers: { 'X-Forwarded-Proto': 'https' } });
    assert.equal(headers.get('strict-transport-security'), 'max-age=31536000');
    const [web] = await project.running('web');
    const said = await project.container('exec', web, 'cat', '/etc/lince/headers.conf');
    for (const [, name, value] of said.matchAll(/^add_header (\S+) "(.+)" always;$/gm)) {
      assert.equal(page.headers.get(name), value, name);
    }
    assert.equal(headers.get('content-encoding'), 'gzip');
    assert.match(headers.get('cache-control'), /immutable/);
    for (const [path, sign] of [
      ['/r/some.0.job', '<base href="../" />'],
      ['/docs', 'swagger'],
    ]) {
      const there = await fetch(webUrl + path);
      assert.deepEqual([path, there.status, (await there.text()).includes(sign)], [path, 200, true]);
    }
    const missing = await fetch(`${webUrl}/assets/missing.js`, { headers: { 'Accept-Language': 'en' } });
    assert.deepEqual([missing.status, (await missing.json()).title], [404, 'Not found']);
    assert.equal(missing.headers.get('cache-control'), null);
    const posted = await fetch(webUrl, { method: 'POST' });
    assert.deepEqual([posted.status, posted.headers.get('allow')], [405, 'GET, HEAD']);
  });
  await check(words('WebSocket por la página', 'a WebSocket through the page'), async () => {
    assert.equal(await openWebSocket(webUrl), 101);
  });
  await check(words('eventos por la página', 'events through the page'), async () => {
    const id = await submitOne(webUrl);
    const events = await fetch(`${webUrl}/v1/jobs/${id}/events`).then((response) => response.text());
    assert.match(events, /"state":"succeeded"/);
  });
  await check(words('el límite es el de la API', "the limit is the API's"), async () => {
    const upload = { method: 'POST', body: Buffer.alloc(40e6), headers: { 'Content-Type': 'image/png' } };
    const response = await fetch(`${webUrl}/predict`, upload);
    assert.deepEqual([response.status, (await response.json()).code], [413, 'upload_too_large']);
  });
  await check(words('la página nota que la API se va y vuelve', 'the page sees the API go and come back'), async () => {
    await project.compose('stop', 'api');
    for (const path of ['/v1/models', '/openapi.json', '/admin/keys']) {
      const response = await fetch(webUrl + path);
      assert.deepEqual([response.status, (await response.json()).code], [503, 'api_unreachable'], path);
    }
    await project.compose('start', 'api');
    await ready(webUrl);
  });
}

async function checkContainers(project) {
  await check(words('nadie es root, nadie escribe', 'nobody is root, nobody writes'), async () => {
    for (const service of ['redis', 'api', 'worker', 'web']) {
      const [id] = await project.running(service);
      assert.notEqual((await project.container('exec', id, 'id', '-u')).trim(), '0', service);
      await assert.rejects(project.container('exec', id, 'touch', '/etc/x'), /Read-only file system/, service);
    }
  });
  await check(words('las comprobaciones de salud responden', 'the health checks answer'), async () => {
    for (const service of ['redis', 'api', 'web']) {
      const [id] = await project.running(service);
      await until(`${service} is healthy`, () => project.isHealthy(id), { signal });
    }
  });
}

/** Redis is there for those alone who know its password. */
async function checkRedis(project) {
  const [redis] = await project.running('redis');
  const inside = (...command) => project.container('exec', redis, ...command);
  const password = () => inside('cat', '/var/lib/lince/redis-password');
  await check(words('Redis no contesta sin contraseña', 'Redis does not answer without its password'), async () => {
    assert.match(await inside('redis-cli', 'ping'), /NOAUTH/);
    assert.equal(await project.redis('ping'), 'PONG');
    assert.match(await password(), /^[0-9a-f]{64}$/);
    assert.ok(!(await inside('cat', '/proc/1/cmdline')).includes(await password()));
    assert.equal((await project.container('port', redis)).trim(), '');
  });
  await check(words('lo de antes sigue', 'what was there before still is'), async () => {
    assert.equal(await project.redis('get', 'before'), 'upgrade');
  });
  await check(words('Redis vuelve con su contraseña', 'Redis comes back with its password'), async () => {
    const before = await password();
    await project.container('restart', redis);
    await until('pictures are answered', () => classifyOne(project.apiUrl).then(() => true), { signal });
    assert.equal(await password(), before);
  });
}

/** The page and the API under a path, behind proxies that keep it and such as take it away. */
async function checkPrefix(webUrl, prefix) {
  await check(words('con un prefijo', 'under a prefix'), async () => {
    const bare = await fetch(`${webUrl}${prefix}?q=1`, { redirect: 'manual' });
    assert.deepEqual([bare.status, bare.headers.get('location')], [308, `${prefix}/?q=1`]);
    for (const base of [webUrl, webUrl + prefix]) {
      const page = await fetch(`${base}/`).then((response) => response.text());
      const [script] = /\.\/assets\/[^"]+\.js/.exec(page);
      const { status, headers } = await fetch(new URL(script, `${base}/`));
      assert.equal(status, 200);
      assert.match(headers.get('cache-control'), /immutable/);
      assert.equal(await openWebSocket(base), 101);
      await classifyOne(base);
    }
    assert.equal((await fetch(`${webUrl}${prefix}predict`)).status, 404);
  });
}

let project;
try {
  project = await ComposeProject.create(await findComposeEngine(signal), signal);
  await project.remove();
  await testCompose(project);
  console.log(`${count.passed} passed, ${count.failed} failed`);
  process.exitCode = count.failed === 0 ? 0 : 1;
} catch (error) {
  await project?.remove();
  console.error(error instanceof Failure ? error.message : error);
  process.exitCode = 1;
}
