import { zipSync } from 'fflate';
import { digits, toPng } from './digits.mjs';
import { photograph } from './photograph.mjs';
import { request, upload } from './requests.mjs';

/** How many different PNGs (of each class) and photographs there are, and how many PNGs come before each photograph. */
const EACH = 20;
const PHOTOGRAPHS = 16;
const PNGS_A_PHOTOGRAPH = 9;
/** Pictures in the zip of a batch. */
export const BATCH = 1_000;

export const KINDS = ['png', 'jpg', 'mix', 'batch'];

/** The pictures that are sent, by kind; made once a run. */
export class Pictures {
  #digits;
  #png;
  #jpg;

  /** The requests of a kind, to be sent in turn. @param path the door that they go to */
  async requests(kind, path = '/predict') {
    if (kind === 'batch') return [request('POST', path, { 'Content-Type': 'application/zip' }, await this.#zip())];
    const files = kind === 'mix' ? await this.#mix() : await this.#files(kind);
    return files.map((file) => upload(path, file));
  }

  #files(kind) {
    return kind === 'png' ? (this.#png ??= this.#pngs()) : (this.#jpg ??= this.#jpgs());
  }

  #firstDigits() {
    return (this.#digits ??= digits(EACH));
  }

  async #pngs() {
    const all = await this.#firstDigits();
    return all.map((digit, i) => ({ name: `digit-${i}.png`, type: 'image/png', bytes: toPng(digit) }));
  }

  async #jpgs() {
    const some = (await this.#firstDigits()).slice(0, PHOTOGRAPHS);
    const photographs = await Promise.all(some.map((digit, i) => photograph(digit, i + 1)));
    return photographs.map((bytes, i) => ({ name: `photo-${i}.jpg`, type: 'image/jpeg', bytes }));
  }

  async #mix() {
    const [png, jpg] = await Promise.all([this.#files('png'), this.#files('jpg')]);
    const some = (i) =>
      Array.from({ length: PNGS_A_PHOTOGRAPH }, (_, k) => png[(i * PNGS_A_PHOTOGRAPH + k) % png.length]);
    return jpg.flatMap((photo, i) => [...some(i), photo]);
  }

  async #zip() {
    const png = await this.#files('png');
    const entries = Array.from({ length: BATCH }, (_, i) => [`${i}.png`, png[i % png.length].bytes]);
    // PNGs are compressed already.
    return Buffer.from(zipSync(Object.fromEntries(entries), { level: 0 }));
  }
}
