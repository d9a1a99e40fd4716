import { words } from '../../scripts/language.mjs';
import { onStage } from '../on-stage.mjs';
import { startLince } from '../service/lince.mjs';
import { fill } from './jobs.mjs';
import { openSockets } from './sockets.mjs';
import { waitingJobs } from './waiting.mjs';

const MANY = 8;
const CONCURRENCY = 64;
/** What many kept or waiting jobs are compared with: so few, made in the same way. */
const FEW = 10_000;

/** Predictions on a service of that size, prepared by `setUp`, which resolves with how to undo it. */
const predictions =
  (what, size, setUp = async () => () => undefined) =>
  (tools) =>
    onStage(
      tools.place,
      (where) => startLince(where, size),
      tools.load,
      async (stage, running) => {
        await stage.verify(tools.requests);
        const { secs: seconds, warm } = tools.options;
        const undo = await setUp(running, tools);
        try {
          await stage.settle();
          const load = { requestsIn: tools.predict, concurrency: CONCURRENCY, seconds, warm };
          return [{ what, ...(await stage.measure({ kind: 'png', ...load })) }];
        } finally {
          await undo();
        }
      },
    );

const base = predictions(words('base: 1 API, 1 proceso de trabajo', 'base: 1 API, 1 worker'), { apis: 1, workers: 1 });

const afterFinishing = (jobs) =>
  predictions(words(`${jobs} trabajos terminados`, `${jobs} finished jobs`), {}, async (running, tools) => {
    await fill(running, tools, jobs);
    return () => undefined;
  });

/** The cases, by name: `base` and `loaded` measure the same things, each a list of rows. */
export const CASES = {
  apis: () => ({ base, loaded: predictions(`${MANY} API`, { apis: MANY }) }),
  workers: () => ({
    base,
    loaded: predictions(words(`${MANY} procesos de trabajo`, `${MANY} workers`), { workers: MANY }),
  }),
  sockets: ({ sockets }) => ({
    base,
    loaded: predictions(
      words(`${sockets} sockets en reposo`, `${sockets} idle sockets`),
      {},
      ({ urls: [url] }, { place }) => openSockets(url, sockets, place.signal),
    ),
  }),
  finished: ({ finished }) => ({
    base: afterFinishing(Math.min(FEW, finished)),
    loaded: afterFinishing(finished),
  }),
  waiting: ({ waiting }) => ({
    base: (tools) => waitingJobs(tools, Math.min(FEW, waiting)),
    loaded: (tools) => waitingJobs(tools, waiting),
  }),
};
