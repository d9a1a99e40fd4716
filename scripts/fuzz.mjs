import { measuring } from './measuring.mjs';

// What is imported here needs packages that may have just been installed.
await measuring(async (place) => (await import('../bench/fuzz/fuzz.mjs')).fuzz(place, process.argv.slice(2)));
