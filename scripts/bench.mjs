import { measuring } from './measuring.mjs';

// What is imported here needs packages that may have just been installed.
await measuring(async (place) => (await import('../bench/bench.mjs')).bench(place, process.argv.slice(2)));
