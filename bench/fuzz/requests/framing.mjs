import { frame, inChunks, withHeader } from './message.mjs';

const LENGTHS = [
  '-1',
  '+5',
  '0x10',
  '1e3',
  '',
  ' ',
  '5, 5',
  '5,6',
  '99999999999999999999',
  '18446744073709551616',
  '00000005',
  '5.0',
  'a',
  '0',
  '1',
  '10000001',
  '999999999',
];
const CODINGS = [
  'chunked',
  'identity',
  'gzip, chunked',
  'chunked, gzip',
  'chunked, chunked',
  'xchunked',
  ' chunked',
  'Chunked',
  '',
  'chunked\x0b',
  'gzip',
];
const SIZES = [
  '-1',
  'ffffffffffffffff',
  '7fffffff',
  '10000000000000000',
  '0x5',
  'g',
  '',
  ' 5',
  '5 ',
  '5;a',
  `5;${'e'.repeat(20_000)}`,
  '000000000000000000005',
  '5\n',
];

/** Ways of lying about how long a body is; each takes a request and the dice. */
export const FRAMING = {
  length: (request, dice) => withHeader(request, 'Content-Length', dice.pick(LENGTHS)),
  lengthOff: (request, dice) =>
    withHeader(request, 'Content-Length', Math.max(0, request.body.length + dice.pick([-1, 1, -10, 10, 5_000]))),
  twoLengths: (request, dice) => ({
    ...request,
    headers: [...request.headers, ['Content-Length', dice.pick([...LENGTHS, request.body.length])]],
  }),
  coding: (request, dice) => withHeader(request, 'Transfer-Encoding', dice.pick(CODINGS)),
  chunks: (request, dice) =>
    inChunks(request, [...parts(request.body, dice).map((part) => frame(part)), frame(Buffer.alloc(0))]),
  chunksAndLength: (request, dice) => ({
    ...FRAMING.chunks(request, dice),
    headers: [...request.headers, ['Transfer-Encoding', 'chunked']],
  }),
  oddChunk: (request, dice) => {
    const framed = parts(request.body, dice).map((part) => frame(part));
    framed.splice(dice.whole(0, framed.length), 0, frame(Buffer.from('hello'), dice.pick(SIZES)));
    return inChunks(request, [...framed, frame(Buffer.alloc(0))]);
  },
  noLastChunk: (request, dice) =>
    inChunks(
      request,
      parts(request.body, dice).map((part) => frame(part)),
    ),
  tinyChunks: (request) => {
    const bytes = Array.from(request.body.subarray(0, 3_000), (value) => frame(Buffer.of(value)));
    return inChunks(request, [...bytes, frame(request.body.subarray(3_000)), frame(Buffer.alloc(0))]);
  },
  trailers: (request, dice) => {
    const trailer = dice.pick([
      'X: y',
      'Content-Length: 3',
      'Host: evil.example',
      'x'.repeat(20_000),
      'X: y\r\n'.repeat(3_000),
    ]);
    return inChunks(request, [frame(request.body), Buffer.from(`0\r\n${trailer}\r\n\r\n`)]);
  },
};

/** A body in a few pieces, none of them empty: that would be its end. */
function parts(body, dice) {
  const cuts = [0, ...Array.from({ length: dice.whole(0, 4) }, () => dice.whole(0, body.length)), body.length];
  const sorted = [...new Set(cuts)].sort((a, b) => a - b);
  return sorted.slice(1).map((to, i) => body.subarray(sorted[i], to));
}
