import type { Door } from './door.js';
import { BATCHES } from './doors/batches.js';
import { JOBS } from './doors/jobs.js';
import { PICTURES } from './doors/pictures.js';
import { SERVICE } from './doors/service.js';
import { SESSION } from './doors/session.js';

/** Every door that this service has. */
export const DOORS: readonly Door[] = [...PICTURES, ...JOBS, ...BATCHES, ...SERVICE, ...SESSION];
