import { CodedError } from '#contract';

/** Objects and arrays within each other, and commas, that are taken: all that is wanted is one text. */
const DEEPEST = 8;
const MOST_COMMAS = 100;

const [QUOTE, BACKSLASH, COMMA, OPEN, CLOSE, OPEN_LIST, CLOSE_LIST] = [...Buffer.from('"\\,{}[]')];

/**
 * The text of `{"image": "…"}`.
 * @returns undefined where there is none, or something else
 * @throws CodedError `malformed_request`, also where there is much besides
 */
export function imageInJson(json: Buffer): string | undefined {
  if (!isSimple(json)) throw new CodedError('malformed_request');
  try {
    const { image } = (JSON.parse(json.toString('utf8')) as { image?: unknown } | null) ?? {};
    return typeof image === 'string' ? image : undefined;
  } catch {
    throw new CodedError('malformed_request');
  }
}

/** Whether it is small but for its texts: parsed, millions of members take a hundred times the memory that they came in. */
function isSimple(json: Buffer): boolean {
  let depth = 0;
  let commas = 0;
  for (let at = 0; at < json.length; at++) {
    const byte = json[at];
    if (byte === QUOTE) {
      at = endOfText(json, at);
      if (at === -1) return false;
    } else if (byte === OPEN || byte === OPEN_LIST) depth++;
    else if (byte === CLOSE || byte === CLOSE_LIST) depth--;
    else if (byte === COMMA) commas++;
    if (depth > DEEPEST || commas > MOST_COMMAS) return false;
  }
  return true;
}

/** Where the text ends that begins at a quote; -1 if nowhere. */
function endOfText(json: Buffer, start: number): number {
  for (let end = start; ;) {
    end = json.indexOf(QUOTE!, end + 1);
    if (end === -1) return -1;
    let escapes = 0;
    while (json[end - 1 - escapes] === BACKSLASH) escapes++;
    if (escapes % 2 === 0) return end;
  }
}
