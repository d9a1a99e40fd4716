import sharp from 'sharp';
import { digits, toPng } from '../inputs/digits.mjs';
import { photograph } from '../inputs/photograph.mjs';

/** Digits of each class, and photographs. */
const EACH = 30;
const PHOTOGRAPHS = 12;
/** More than an upload may have. */
const TOO_LARGE = 10_500_000;
/** Bytes of a PNG that hold its head and not all its pixels. */
const HALF = 90;

/**
 * Everything that is sent: `small` and `large` pictures, with the `digit` that they show, and `bad` ones, with the code
 * that each `fails` with and its HTTP `status`, at the `door` already or when it is worked on. One request may carry any.
 * @returns lists of `{ name, type, bytes, … }`
 */
export async function cast() {
  const all = await digits(EACH);
  const small = all.map((digit, i) => png(`digit-${i}.png`, toPng(digit), { digit: digit.digit }));
  const large = await Promise.all(
    all.slice(0, PHOTOGRAPHS).map(async (digit, i) => ({
      ...{ name: `photo-${i}.jpg`, type: 'image/jpeg', bytes: await photograph(digit, i + 1) },
      digit: digit.digit,
    })),
  );
  const blank = await sharp({ create: { width: 28, height: 28, channels: 3, background: 'white' } })
    .png()
    .toBuffer();
  const heic = Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1');
  const bad = [
    png('half.png', small[0].bytes.subarray(0, HALF), { fails: 'undecodable_image', status: 422 }),
    png('blank.png', blank, { fails: 'blank_image', status: 422 }),
    png('nothing.png', Buffer.alloc(0), { fails: 'file_empty', status: 400, door: true }),
    png('drawing.png', Buffer.from('<svg/>'), { fails: 'unsupported_image', status: 415, door: true }),
    png('phone.png', heic, { fails: 'heic_unsupported', status: 415, door: true }),
    png('huge.png', Buffer.alloc(TOO_LARGE, 1), { fails: 'upload_too_large', status: 413, door: true }),
  ];
  return { small, large, bad };
}

const png = (name, bytes, more) => ({ name, type: 'image/png', bytes, ...more });
