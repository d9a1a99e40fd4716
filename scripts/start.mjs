import { constants } from 'node:os';
import { Crew } from './crew.mjs';
import { takeDataFolder } from './data-folder.mjs';
import { Failure } from './failure.mjs';
import { installAndBuild } from './install.mjs';
import { words } from './language.mjs';
import { requireModel } from './model.mjs';
import { requirePlatform } from './platform.mjs';
import { requireFreePorts } from './ports.mjs';
import { supervise } from './processes.mjs';
import { table, waitUntilReady } from './ready.mjs';
import { findRedisServer } from './redis-server.mjs';
import { requireRedis, startRedis, withoutPassword } from './redis.mjs';
import { childEnvironment, readSettings } from './settings.mjs';
import { ensureNative, nativeReady } from './tensorflow.mjs';
import { say, step } from './terminal.mjs';

/** Aborted by the first signal, by npm's end, or by a child that cannot go on; its reason says which. */
const ending = new AbortController();
const { signal } = ending;
