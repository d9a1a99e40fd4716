import { findBrowser } from './browser.mjs';
import { measuring } from './measuring.mjs';

// What is imported here needs packages that may have just been installed.
await measuring(async (place) => {
  const browser = await findBrowser(place.signal);
  await (await import('../docs/screenshots/screenshots.mjs')).takeScreenshots(place, browser);
});
