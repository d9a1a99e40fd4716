import { CodedError } from '#contract';
import type { Size } from './size.js';

/** Markers, the second bytes after 0xff. */
const [SOI, EOI, SOS, TEM, DHT, JPG, DAC] = [0xd8, 0xd9, 0xda, 0x01, 0xc4, 0xc8, 0xcc];
/** Frames whose process the decoder knows: baseline, extended, progressive, and the latter two coded arithmetically. */
const KNOWN = [0xc0, 0xc1, 0xc2, 0xc9, 0xca];
/** A marker that tells the height after the first scan, and its length. */
const HEIGHT_TOLD_LATE = Buffer.from([0xff, 0xdc, 0, 4]);

/** What a JPEG says of its pixels before they begin. */
export interface JpegFrame extends Size {
  /** Whether the decoder has to hold all coefficients at once. */
  isProgressive: boolean;
  /** Where its height is written. */
  heightAt: number;
}

/**
 * The frame of a JPEG.
 * @throws CodedError `undecodable_image` where there is none, or what comes before the pixels is broken;
 *   `unsupported_image` where it is lossless, hierarchical or of more than 8 bits
 */
export function jpegFrame(upload: Uint8Array): JpegFrame {
  const view = new DataView(upload.buffer, upload.byteOffset, upload.byteLength);
  let frame: JpegFrame | null = null;
  for (let at = 2; at + 4 <= upload.length;) {
    // Bytes between segments, and any number of 0xff before a marker, are passed over, as the decoder does.
    const marker = upload[at + 1]!;
    if (upload[at] !== 0xff || marker === 0xff || marker === 0) at++;
    else if (marker === TEM || isRestart(marker)) at += 2;
    else if (marker === SOI || marker === EOI) break;
    else {
      const length = view.getUint16(at + 2);
      if (length < 2 || at + 2 + length > upload.length) break;
      if (marker === SOS && frame) return frame;
      if (isFrame(marker)) {
        if (frame || length < 8) break;
        frame = frameAt(view, at, marker);
      }
      at += 2 + length;
    }
  }
  throw new CodedError('undecodable_image');
}

/** The file with its height where the decoder looks for it; some tell it only after the first scan. */
export function checkedJpeg(upload: Uint8Array): Uint8Array {
  const { height, heightAt } = jpegFrame(upload);
  if (height > 0) return upload;
  const told = Buffer.from(upload.buffer, upload.byteOffset, upload.length).indexOf(HEIGHT_TOLD_LATE);
  if (told < 0 || told + 6 > upload.length) throw new CodedError('undecodable_image');
  const mended = Buffer.from(upload);
  mended.copy(mended, heightAt, told + 4, told + 6);
  return mended;
}

const isRestart = (marker: number): boolean => marker >= 0xd0 && marker <= 0xd7;

const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== DHT && marker !== JPG && marker !== DAC;

function frameAt(view: DataView, at: number, marker: number): JpegFrame {
  if (!KNOWN.includes(marker) || view.getUint8(at + 4) !== 8) throw new CodedError('unsupported_image');
  return {
    width: view.getUint16(at + 7),
    height: view.getUint16(at + 5),
    isProgressive: marker === 0xc2 || marker === 0xca,
    heightAt: at + 5,
  };
}
