import { configure, Uint8ArrayReader, ZipReader, type FileEntry } from '@zip.js/zip.js';
import { BadUsage } from '../../bad-usage.js';
import { damaged, MOST_BYTES, tooLarge } from './damaged.js';

configure({ useWebWorkers: false });

/** Files that make up a model. */
export interface Files {
  names: string[];
  /** @throws BadUsage where there is no such file, or it is damaged */
  read(name: string): Promise<Uint8Array>;
}

/** The files of a zip, in memory. */
export class Archive implements Files {
  private constructor(private readonly entries: Map<string, FileEntry>) {}

  /** @throws BadUsage where the archive is damaged */
  static async open(bytes: Uint8Array): Promise<Archive> {
    const entries = await new ZipReader(new Uint8ArrayReader(bytes), { checkSignature: true })
      .getEntries()
      .catch(() => Promise.reject(damaged('zip')));
    return new Archive(new Map(entries.flatMap((entry) => (entry.directory ? [] : [[entry.filename, entry]]))));
  }

  get names(): string[] {
    return [...this.entries.keys()];
  }

  /**
   * The bytes of a file, which are those that its checksum was made of.
   * @throws BadUsage where there is none, where they are not, and where there are more than anybody needs
   */
  async read(name: string): Promise<Uint8Array> {
    const entry = this.entries.get(name);
    if (!entry) throw damaged(name);
    const chunks: Uint8Array[] = [];
    let length = 0;
    // Sizes that an archive tells of may be wrong: what counts is what comes out.
    const counted = new WritableStream<Uint8Array>({
      write(chunk) {
        length += chunk.length;
        if (length > MOST_BYTES) throw tooLarge();
        chunks.push(chunk);
      },
    });
    await entry.getData(counted).catch((error: unknown) => {
      throw error instanceof BadUsage ? error : damaged(name);
    });
    return Buffer.concat(chunks, length);
  }
}
