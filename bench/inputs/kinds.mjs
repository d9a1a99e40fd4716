import { zipSync } from 'fflate';
import { digits, toPng } from './digits.mjs';
import { enlarged } from './enlarged.mjs';
import { photograph } from './photograph.mjs';
import { request, upload } from './requests.mjs';

/** How many different PNGs (of each class), photographs and large PNGs there are, and how many PNGs come before each photograph. */
const EACH = 20;
const PHOTOGRAPHS = 16;
const LARGES = 10;
const PNGS_A_PHOTOGRAPH = 9;
/** Pictures in the zip of a batch. */
export const BATCH = 1_000;

/** `large`: PNGs of few bytes and many pixels, which take long to open. */
export const KINDS = ['png', 'jpg', 'mix', 'batch', 'large'];

/** The pictures that are sent, by kind; made once a run. */
export class Pictures {
  #digits;
  #png;
  #jpg;

  /** The requests of a kind, to be sent in turn. @param path the door that they go to */
  async requests(kind, path = '/predict') {
    if (kind === 'batch') return [request('POST', path, { 'Content-Type': 'application/zip' }, await this.#zip())];
    const files = await this.#files(kind);
    return files.map((file) => upload(path, file));
  }

  #files(kind) {
    if (kind === 'mix') return this.#mix();
    if (kind === 'large') return this.#larges();
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

  async #larges() {
    const some = (await this.#firstDigits()).slice(0, LARGES);
    const pictures = await Promise.all(some.map(enlarged));
    return pictures.map((bytes, i) => ({ name: `large-${i}.png`, type: 'image/png', bytes }));
  }

  async #zip() {
    const png = await this.#files('png');
    const entries = Array.from({ length: BATCH }, (_, i) => [`${i}.png`, png[i % png.length].bytes]);
    // PNGs are compressed already.
    return Buffer.from(zipSync(Object.fromEntries(entries), { level: 0 }));
  }
}
