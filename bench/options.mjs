import { readGiven } from './given.mjs';
import { KINDS } from './inputs/kinds.mjs';

/** Every option of `npm run bench`, with its usual value. */
const USUAL = {
  kinds: ['png', 'jpg', 'mix', 'batch'],
  conc: [1, 8, 64, 256],
  secs: 10,
  warm: 3,
  idle: 10,
  rounds: 1,
  apis: 1,
  workers: 1,
  peers: false,
  only: ['lince', 'fastapi-onnx', 'litserve', 'celery'],
  overload: false,
  scale: false,
  cases: ['apis', 'workers', 'sockets', 'finished', 'waiting'],
  sockets: 10_000,
  finished: 100_000,
  waiting: 50_000,
  json: '',
  plot: '',
};

/** What is usual instead when peers are measured, too. */
const AMONG_PEERS = { kinds: ['png', 'jpg'], conc: [1, 8, 64] };

/** And of an overload. */
const OVERLOADED = { kinds: ['png', 'jpg', 'large'], secs: 60 };

/** @returns every option's value @throws Failure for one that cannot be, with those that there are */
export const readOptions = (args) =>
  readGiven(args, USUAL, {
    known: { kinds: KINDS },
    // No warm-up and no idling are sensible; none of anything else is not.
    mayBeNought: ['warm', 'idle'],
    instead: ({ peers, overload }) => ({ ...(peers && AMONG_PEERS), ...(overload && OVERLOADED) }),
  });
