/** The kinds of picture that are accepted. */
export type ImageKind = 'png' | 'jpeg' | 'webp' | 'gif' | 'tiff' | 'avif';

/** Bytes of a file's head that {@link imageKind} looks at. */
export const HEAD_BYTES = 32;

/**
 * The kind of a picture by its content alone; names and declared types lie.
 * @param head the first {@link HEAD_BYTES} bytes, or the whole file if shorter
 * @returns `heic` for a kind that gets a sentence of its own, null for everything else
 */
export function imageKind(head: Uint8Array): ImageKind | 'heic' | null {
  const text = String.fromCharCode(...head.subarray(0, HEAD_BYTES));
  if (text.startsWith('\x89PNG\r\n\x1a\n')) return 'png';
  if (text.startsWith('\xff\xd8\xff')) return 'jpeg';
  if (text.startsWith('GIF87a') || text.startsWith('GIF89a')) return 'gif';
  if (text.startsWith('RIFF') && text.startsWith('WEBP', 8)) return 'webp';
  if (text.startsWith('II*\0') || text.startsWith('MM\0*')) return 'tiff';
  if (text.startsWith('ftyp', 4)) return isoMediaKind(text);
  return null;
}

/** ISO base media files say in their brands (major at 8, compatible from 16 on) what they hold. */
function isoMediaKind(text: string): 'avif' | 'heic' | null {
  const brands = [text.slice(8, 12), ...(text.slice(16).match(/.{4}/gs) ?? [])];
  if (brands.some((brand) => brand === 'avif' || brand === 'avis')) return 'avif';
  if (brands.some((brand) => /^(hei[cmsx]|hev[cx])$/.test(brand))) return 'heic';
  return null;
}
