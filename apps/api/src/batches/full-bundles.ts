import { BUNDLE_BYTES, BUNDLE_PICTURES } from '#contract';
import type { IncomingPicture } from './pictures.js';

/** Pictures that go together. */
export interface FullBundle {
  pictures: IncomingPicture[];
}

/** Puts pictures together as they come, as many as a bundle takes; one that is larger than a bundle goes alone. */
export async function* inBundles(pictures: AsyncIterable<IncomingPicture>): AsyncGenerator<FullBundle> {
  let full: IncomingPicture[] = [];
  let bytes = 0;
  for await (const picture of pictures) {
    const size = typeof picture.content === 'string' ? 0 : picture.content.length;
    if (full.length > 0 && (full.length === BUNDLE_PICTURES || bytes + size > BUNDLE_BYTES)) {
      yield { pictures: full };
      [full, bytes] = [[], 0];
    }
    full.push(picture);
    bytes += size;
  }
  if (full.length > 0) yield { pictures: full };
}
