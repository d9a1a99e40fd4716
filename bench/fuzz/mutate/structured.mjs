import { anatomyOf } from '../anatomy/anatomy.mjs';
import { BLIND } from './blind.mjs';
import { interesting, readField, writeField } from './numbers.mjs';

/** How often a piece is repeated, at most, and the bytes that this may add. */
const TIMES = [1, 1, 2, 8, 100, 2_000];
const MOST_ADDED = 500_000;

/** Ways of changing a file by its parts; each takes what there is to know of it, and returns `[bytes, what was done]`. */
export const STRUCTURED = {
  setField: withField((bytes, field, dice) => dice.pick(interesting(field.size, bytes.length))),
  nudgeField: withField((bytes, field, dice) => {
    const top = 2 ** (8 * field.size);
    return (readField(bytes, field) + dice.pick([-1, 1, -2, 2]) + top) % top;
  }),
  copyField: withField((bytes, field, dice, fields) => readField(bytes, dice.pick(fields)) % 2 ** (8 * field.size)),
  removePiece: withPiece((bytes, { start, end }) => [bytes.subarray(0, start), bytes.subarray(end)]),
  repeatPiece: withPiece((bytes, { start, end }, dice) => {
    const times = Math.max(1, Math.min(dice.pick(TIMES), Math.floor(MOST_ADDED / Math.max(1, end - start))));
    return [
      bytes.subarray(0, end),
      ...Array.from({ length: times }, () => bytes.subarray(start, end)),
      bytes.subarray(end),
    ];
  }),
  movePiece: withPiece((bytes, { start, end }, dice, pieces) => {
    const rest = Buffer.concat([bytes.subarray(0, start), bytes.subarray(end)]);
    const other = dice.pick(pieces).start;
    const at = other > start ? other - (end - start) : other;
    return [rest.subarray(0, at), bytes.subarray(start, end), rest.subarray(at)];
  }),
  cutPiece: withPiece((bytes, { start, end }, dice) => [
    bytes.subarray(0, dice.whole(start, end)),
    bytes.subarray(end),
  ]),
  hurtPiece: withPiece((bytes, { start, end }, dice) => {
    const how = BLIND[dice.pick(Object.keys(BLIND))];
    return [bytes.subarray(0, start), how(bytes.subarray(start, end), dice), bytes.subarray(end)];
  }),
  transplant: withPiece((bytes, { end }, dice, _pieces, { kind, others }) => {
    const donor = dice.pick(others.filter((other) => other.kind === kind));
    const organ = donor && dice.pick(anatomyOf(kind, donor.bytes).pieces);
    return organ
      ? [bytes.subarray(0, end), donor.bytes.subarray(organ.start, organ.end), bytes.subarray(end)]
      : [bytes];
  }),
};

function withField(choose) {
  return ({ kind, bytes, dice }) => {
    const { fields } = anatomyOf(kind, bytes);
    if (fields.length === 0) return [bytes, 'no field'];
    const field = dice.pick(fields);
    const value = choose(bytes, field, dice, fields);
    const copy = Buffer.from(bytes);
    writeField(copy, field, value);
    return [copy, `${field.name}=${value}`];
  };
}

function withPiece(change) {
  return (subject) => {
    const { kind, bytes, dice } = subject;
    const { pieces } = anatomyOf(kind, bytes);
    if (pieces.length === 0) return [bytes, 'no piece'];
    const piece = dice.pick(pieces);
    return [Buffer.concat(change(bytes, piece, dice, pieces, subject)), piece.name];
  };
}
