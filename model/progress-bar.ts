const WIDTH = 24;

/** A bar of which a share, from 0 to 1, is full. */
export const progressBar = (share: number): string => '█'.repeat(Math.round(share * WIDTH)).padEnd(WIDTH, '░');

/** What to write to a terminal to have this in place of the line that is there. */
export const inPlace = (line: string): string => `\r\x1b[K${line}`;
