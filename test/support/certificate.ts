import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';

/** A key, and a certificate that vouches for it and that nobody vouches for: its own authority. Both as PEM. */
export interface Certified {
  key: string;
  cert: string;
}

/** Makes one for 127.0.0.1, valid from yesterday until tomorrow. */
export function certified(): Certified {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const algorithm = sequence(oid(1, 2, 840, 10_045, 4, 3, 2)); // ECDSA with SHA-256
  const name = sequence(set(sequence(oid(2, 5, 4, 3), node(0x0c, Buffer.from('Lince tests')))));
  const address = node(0x30, node(0x87, Buffer.from([127, 0, 0, 1])));
  const content = sequence(
    node(0xa0, integer(Buffer.from([2]))), // version 3
    integer(Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    algorithm,
    name,
    sequence(time(-1), time(1)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    node(0xa3, sequence(sequence(oid(2, 5, 29, 17), node(0x04, address)))), // subjectAltName
  );
  const signature = sign('sha256', content, privateKey);
  const der = sequence(content, algorithm, node(0x03, Buffer.from([0]), signature));
  const lines = der.toString('base64').match(/.{1,64}/g)!;
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n'),
  };
}

/** One element of DER: its kind, its length, what it holds. */
function node(kind: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([kind, ...size]), content]);
}

const sequence = (...parts: Buffer[]): Buffer => node(0x30, ...parts);
const set = (...parts: Buffer[]): Buffer => node(0x31, ...parts);
const integer = (value: Buffer): Buffer => node(0x02, value);

/** The first two numbers share a byte; of the others, each byte but the last has its highest bit set. */
function oid(first: number, second: number, ...rest: number[]): Buffer {
  const bytes = rest.flatMap((number) => {
    const digits = [number & 127];
    for (let left = number >> 7; left > 0; left >>= 7) digits.unshift((left & 127) | 128);
    return digits;
  });
  return node(0x06, Buffer.from([40 * first + second, ...bytes]));
}

/** UTC to the second, so many days from now. */
function time(days: number): Buffer {
  const text = new Date(Date.now() + days * 86_400_000).toISOString().replace(/[-:T]|\.\d+/g, '');
  return node(0x17, Buffer.from(text.slice(2)));
}
