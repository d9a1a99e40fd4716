/** What was asked for cannot be done; says so to the person who asked, in either language. */
export class BadUsage extends Error {
  constructor(
    readonly es: string,
    readonly en: string,
  ) {
    super(`${es} / ${en}`);
  }

  /** One line that a terminal can show, whatever it quotes. */
  in(words: (es: string, en: string) => string): string {
    const line = words(this.es, this.en).replace(/\p{Cc}+/gu, ' ');
    return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
  }
}

/** Characters of a sentence that are shown. */
const LONGEST = 600;

/** For `catch`: turns what went wrong with reading a file or folder into a sentence that names it. */
export const unreadable =
  (path: string) =>
  (error: NodeJS.ErrnoException): never => {
    const reason = error.code ?? error.message;
    throw new BadUsage(`No se puede leer ${path} (${reason}).`, `Cannot read ${path} (${reason}).`);
  };

/** The same for writing. */
export const unwritable =
  (path: string) =>
  (error: NodeJS.ErrnoException): never => {
    if (error instanceof BadUsage || !error.code) throw error;
    throw new BadUsage(`No se puede escribir ${path} (${error.code}).`, `Cannot write ${path} (${error.code}).`);
  };
