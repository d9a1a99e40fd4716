import { CodedError } from '#contract';
import sharp, { type Sharp, type SharpOptions } from 'sharp';
import { expectedCost, type CheckedFile } from './checked-file.js';
import { DecoderThreads, type TimeLeft } from './decoder-threads.js';
import type { Raster } from './raster.js';
import { Room } from './room.js';

export type { TimeLeft };

// One picture is one task of one thread: the worker decodes several side by side, and none comes twice.
sharp.cache(false);
sharp.concurrency(1);

// The library reads many more formats than we accept (SVG, PDF, its own); what cannot be loaded cannot be attacked.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: ['Png', 'Jpeg', 'Webp', 'Nsgif', 'Tiff', 'Heif'].map((kind) => `VipsForeignLoad${kind}Buffer`),
});

/** Pictures of up to so many pixels are decoded whatever else is. */
export const LARGE = 4_000_000;
/** Of larger ones, as many at once as have so many pixels together: some kinds take 20 bytes a pixel, a gigabyte in all. */
const AT_ONCE = 50_000_000;

// The library has but one crew of threads in a process.
const threads = new DecoderThreads();
const room = new Room(AT_ONCE);

/** Whether a picture's header announces so much work that others should not be made to wait for it. */
export const isLarge = (upload: Uint8Array): boolean => (expectedCost(upload) ?? 0) > LARGE;

/** Milliseconds for which the picture has been in the decoder's hands that has been there longest. */
export const longestDecode = (): number => threads.longest;

/**
 * Has the library do something with a file, in its turn and within the time that is left.
 * @throws CodedError `undecodable_image`, `image_too_large` or `image_too_complex`
 */
export async function decoded<T>(
  { kind, bytes, cost }: CheckedFile,
  maxPixels: number,
  time: TimeLeft,
  act: (picture: Sharp) => Promise<T>,
): Promise<T> {
  const attempt = async (failOn: SharpOptions['failOn']): Promise<T> => {
    const leave = cost > LARGE ? await room.enter(cost) : () => undefined;
    const open = (): Sharp => sharp(bytes, { autoOrient: true, failOn, limitInputPixels: maxPixels });
    return threads.run(async () => act(within(open(), time)).catch(refuse), time, leave);
  };
  if (kind !== 'jpeg') return attempt('error');
  // Most of what is wrong with a JPEG's pixels is but a warning to its decoder, as is some of what is wrong beside them.
  return attempt('warning').catch((error: unknown) => {
    if (isHarmless(error)) return attempt('error');
    throw error;
  });
}

/** Has the library do something with pixels that it has decoded before. */
export const reread = <T>({ pixels, ...raw }: Raster, act: (picture: Sharp) => Promise<T>): Promise<T> =>
  threads.run(
    async () => act(sharp(pixels, { raw })),
    { left: Infinity },
    () => undefined,
  );

/** The library itself ends what takes longer, where it can; it counts whole seconds. */
const within = (picture: Sharp, { left }: TimeLeft): Sharp =>
  left < Infinity ? picture.timeout({ seconds: Math.max(1, Math.ceil(left / 1_000)) }) : picture;

/** Warnings that leave all pixels as they were: bytes between segments, which some cameras write, and odd headers. */
const HARMLESS = /extraneous bytes before|Unknown Adobe color transform|JFIF revision|Invalid SOS parameters/;

const isHarmless = (error: unknown): boolean =>
  error instanceof CodedError && error.cause instanceof Error && HARMLESS.test(error.cause.message);

/** The kind is one we read and our options are constant, so whatever the decoder objects to lies in the file. */
function refuse(cause: unknown): never {
  const message = cause instanceof Error ? cause.message : '';
  if (message.includes('exceeds pixel limit')) throw new CodedError('image_too_large', { cause });
  throw new CodedError(/^timeout: \d+% complete/m.test(message) ? 'image_too_complex' : 'undecodable_image', { cause });
}
