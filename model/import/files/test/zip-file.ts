import { Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js';

/** The bytes of a zip. @param level how hard it is packed; 0 for files as they are */
export async function zipFile(files: Record<string, string | Uint8Array>, level = 0): Promise<Uint8Array> {
  const zip = new ZipWriter(new Uint8ArrayWriter(), { level, useWebWorkers: false });
  for (const [name, content] of Object.entries(files)) {
    await zip.add(name, new Uint8ArrayReader(new Uint8Array(Buffer.from(content))));
  }
  return zip.close();
}
