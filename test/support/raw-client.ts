import { connect, type Socket } from 'node:net';

/** An answer as it came over a connection. */
export interface RawAnswer {
  /** 0 where the connection was closed without an answer. */
  status: number;
  /** By their names in lower case. */
  headers: Record<string, string>;
  body: string;
  /** All that came, further answers included. */
  text: string;
}

/** Opens a connection; what becomes of it is told by its events, and no error is thrown. */
export function dial(url: string): Socket {
  const { hostname, port } = new URL(url);
  return connect(Number(port), hostname).on('error', () => undefined);
}

/** Sends bytes as they are, and listens until an answer is whole or the other end closes. */
export function speak(url: string, ...pieces: (string | Buffer)[]): Promise<RawAnswer> {
  const socket = dial(url);
  for (const piece of pieces) socket.write(typeof piece === 'string' ? Buffer.from(piece, 'latin1') : piece);
  return heardOn(socket);
}

/** Listens on a connection until an answer other than `100 Continue` is whole, or the other end closes. */
export async function heardOn(socket: Socket): Promise<RawAnswer> {
  const chunks: Buffer[] = [];
  for await (const chunk of socket) {
    chunks.push(chunk as Buffer);
    const answer = parse(Buffer.concat(chunks).toString('latin1'));
    if (answer && answer.body.length >= Number(answer.headers['content-length'] ?? Infinity)) return answer;
  }
  const text = Buffer.concat(chunks).toString('latin1');
  return parse(text) ?? { status: 0, headers: {}, body: '', text };
}

function parse(text: string): RawAnswer | null {
  const rest = text.replace(/^HTTP\/1\.1 100 Continue\r\n\r\n/, '');
  const end = rest.indexOf('\r\n\r\n');
  if (end === -1) return null;
  const [first, ...lines] = rest.slice(0, end).split('\r\n');
  const headers = Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
  return { status: Number(first!.split(' ')[1]), headers, body: rest.slice(end + 4), text };
}
