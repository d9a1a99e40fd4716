/** Longest side of a preview, in pixels. */
const SIDE = 640;
/** Bytes up to which a file is kept as it is. */
const SMALL = 60_000;
const QUALITY = 0.85;

/**
 * A smaller copy of a picture to show and to keep, upright by its EXIF orientation.
 * @returns null where the browser cannot open the file
 */
export async function previewOf(file: Blob): Promise<Blob | null> {
  const bitmap = await createImageBitmap(file).catch(() => null);
  if (!bitmap) return null;
  try {
    const scale = Math.min(1, SIDE / Math.max(bitmap.width, bitmap.height));
    // A copy in memory: the file may be gone from the disk while its picture is shown.
    if (scale === 1 && file.size <= SMALL) return await copyOf(file);
    const canvas = document.createElement('canvas');
    canvas.width = Math.max(1, Math.round(bitmap.width * scale));
    canvas.height = Math.max(1, Math.round(bitmap.height * scale));
    const context = canvas.getContext('2d')!;
    context.imageSmoothingQuality = 'high';
    context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve) => canvas.toBlob(resolve, 'image/webp', QUALITY));
  } finally {
    bitmap.close();
  }
}

const copyOf = (file: Blob): Promise<Blob | null> =>
  file.arrayBuffer().then(
    (bytes) => new Blob([bytes], { type: file.type }),
    () => null,
  );
