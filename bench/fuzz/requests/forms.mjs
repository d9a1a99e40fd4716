import { noise } from '../mutate/numbers.mjs';
import { withBody, withHeader } from './message.mjs';

const BOUNDARY = 'lince-fuzz-5e1d';
const CRLF = '\r\n';
const LETTERS = 'x'.repeat(20_000);

/** Heads of parts that are seldom seen. */
const HEADS = [
  '',
  'Content-Disposition: form-data',
  'Content-Disposition: form-data; name=file; filename=a.png',
  'Content-Disposition: form-data; name="file"; filename="',
  'Content-Disposition: form-data; name="__proto__"; filename="constructor"',
  `Content-Disposition: form-data; name="file"; filename*=UTF-8''%ff%fe%00.png`,
  `Content-Disposition: form-data; name="file"; filename*=utf-16'es'%d8`,
  `Content-Disposition: form-data; name="file"; filename="${LETTERS}"`,
  'Content-Disposition: form-data; name="file"; filename="../../etc/passwd"',
  'Content-Disposition: form-data; name="file"; name="file"; filename="a"; filename="b"',
  'Content-Disposition: attachment; name="file"; filename="a.png"',
  'Content-Disposition: form-data; name="file\0"; filename="a\0.png"',
  'Content-Disposition: form-data; name="file"; filename="a.png"\r\nContent-Type: multipart/mixed; boundary=b',
  'Content-Disposition: form-data; name="file"; filename="a.png"\r\nContent-Type: image/png; charset=utf-7',
  'Content-Disposition: form-data; name="file"; filename="a.png"\r\nContent-Transfer-Encoding: base64',
  `Content-Disposition: form-data; name="file"; filename="a.png"\r\n${'X: y\r\n'.repeat(2_000)}Z: z`,
  'content-disposition:form-data;name="file";filename="ä€𝄞.png"',
  'Content-Disposition: form-data;;;===;"',
];

/** Boundaries that a form may claim to have, or to be without. */
const TYPES = [
  'multipart/form-data',
  'multipart/form-data; boundary=',
  'multipart/form-data; boundary=""',
  `multipart/form-data; boundary="${BOUNDARY}"`,
  `multipart/form-data; boundary=${BOUNDARY}; boundary=other`,
  `multipart/form-data; boundary=${LETTERS.slice(0, 4_000)}`,
  `multipart/form-data; BOUNDARY*0=lince; boundary*1=-fuzz`,
  `multipart/mixed; boundary=${BOUNDARY}`,
  `multipart/form-data; charset=utf-16; boundary=${BOUNDARY}`,
  'multipart/form-data; boundary=-',
  'multipart/form-data; boundary=\xff\xfe',
];

export const formType = `multipart/form-data; boundary=${BOUNDARY}`;

/** A form's body. @param parts `{ head, content }` */
export function form(parts, { end = `--${BOUNDARY}--`, line = CRLF } = {}) {
  const pieces = parts.flatMap(({ head, content }) => [
    Buffer.from(`--${BOUNDARY}${line}${head}${line}${line}`, 'latin1'),
    content,
    Buffer.from(line),
  ]);
  return Buffer.concat([...pieces, Buffer.from(`${end}${line}`)]);
}

export const filePart = (content, name = 'a.png') => ({
  head: `Content-Disposition: form-data; name="file"; filename="${name}"`,
  content,
});

/** Ways of sending a form askew; each takes a request, the dice and a picture's bytes. */
export const FORMS = {
  oddHead: (request, dice, picture) => asForm(request, form([{ head: dice.pick(HEADS), content: picture }])),
  manyHeads: (request, dice, picture) =>
    asForm(request, form(HEADS.filter(() => dice.chance(0.5)).map((head) => ({ head, content: picture })))),
  oddType: (request, dice, picture) =>
    withHeader(asForm(request, form([filePart(picture)])), 'Content-Type', dice.pick(TYPES)),
  noEnd: (request, dice, picture) =>
    asForm(request, form([filePart(picture)], { end: dice.pick(['', '--', `--${BOUNDARY}`, `--${BOUNDARY}-`]) })),
  noPart: (request, dice) => asForm(request, form([], { end: dice.pick(['', `--${BOUNDARY}--`, '--']) })),
  bareLines: (request, dice, picture) =>
    asForm(request, form([filePart(picture)], { line: dice.pick(['\n', '\r', '']) })),
  manyParts: (request, dice) => {
    const part = dice.pick([filePart(Buffer.alloc(0), ''), filePart(Buffer.from('a')), field('x'), field('file')]);
    return asForm(request, form(Array.from({ length: dice.pick([10, 41, 1_001, 11_000]) }, () => part)));
  },
  nested: (request, dice, picture) => {
    let content = picture;
    for (let depth = dice.pick([1, 3, 50]); depth > 0; depth--) content = form([filePart(content)]);
    return asForm(request, form([filePart(content)]));
  },
  around: (request, dice, picture) => {
    const around = noise(dice, dice.pick([1, 100, 5_000]));
    return asForm(request, Buffer.concat([around, Buffer.from(CRLF), form([filePart(picture)]), around]));
  },
  almostBoundaries: (request, dice) => {
    const almost = Buffer.from(`${CRLF}--${BOUNDARY.slice(0, dice.whole(1, BOUNDARY.length - 1))}`);
    return asForm(
      request,
      form([filePart(Buffer.concat(Array.from({ length: dice.pick([1, 1_000]) }, () => almost)))]),
    );
  },
  asField: (request, dice, picture) =>
    asForm(request, form([{ head: 'Content-Disposition: form-data; name="file"', content: picture }])),
  emptyFirst: (request, dice, picture) => asForm(request, form([filePart(Buffer.alloc(0), ''), filePart(picture)])),
};

const field = (name) => ({ head: `Content-Disposition: form-data; name="${name}"`, content: Buffer.from('1') });

const asForm = (request, body) => withBody(withHeader(request, 'Content-Type', formType), body);
