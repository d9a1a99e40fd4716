import {
  batchResultsSchema,
  batchSnapshotSchema,
  ERRORS,
  LANGUAGES,
  predictionSchema,
  problem,
  snapshotSchema,
} from '#contract';

/** Codes of our own faults that an overload excuses. */
const BUSY = new Set(['overloaded', 'prediction_timeout']);
/** Codes that tell of a fault of ours whatever comes in; the second one's picture ended a worker several times. */
const FAULTS = new Set(['internal_error', 'quarantined']);
/** What Socket.IO's transport says in its own words, which its clients know. */
const TRANSPORT =
  /^\{"code":\d,"message":"(Transport unknown|Session ID unknown|Bad handshake method|Bad request|Forbidden|Unsupported protocol version)"\}$/;
const TELLING = ['server', 'x-powered-by', 'via'];
/** How far a sum of probabilities may be from one. */
const SLACK = 1e-3;

/**
 * What is wrong with an answer, in words; null where nothing is.
 * @param answer as answers.mjs reads it
 * @param input.isValid whether its picture must be answered
 * @param input.mayBeHead whether the answer may be to a HEAD, and have no body
 */
export function faultOf({ status, headers, body }, { isValid = false, mayBeHead = false } = {}) {
  const telling = TELLING.find((name) => name in headers);
  if (telling) return `${status} with ${telling}: ${headers[telling]}`;
  if (status >= 400) {
    const fault = problemFault({ status, headers, body }, mayBeHead && body.length === 0);
    return fault ?? (isValid ? `a valid picture: ${status} ${body}` : null);
  }
  if (isValid && status !== 200) return `a valid picture: ${status}`;
  return /^application\/json/.test(headers['content-type'] ?? '') && body.length > 0 ? resultFault(body) : null;
}

function problemFault({ status, headers, body }, isHeadAlone) {
  if (status < 500 && TRANSPORT.test(body)) return null;
  if (!/^application\/problem\+json/.test(headers['content-type'] ?? ''))
    return `${status} that is no problem+json: ${brief(body)}`;
  if (isHeadAlone) return status >= 500 ? `${status}` : null;
  const told = parsed(body);
  if (!told || !Object.hasOwn(ERRORS, told.code)) return `${status} without a known code: ${brief(body)}`;
  const { code, models, retryAfter } = told;
  if (FAULTS.has(code) || (status >= 500 && !BUSY.has(code))) return `${status} ${code}`;
  const help = { ...(models && { models }), ...(retryAfter !== undefined && { retryAfter }) };
  const words = LANGUAGES.map((language) => problem(code, language, help));
  // Word for word: so nothing else can have got in.
  const isOurs = words.some((each) => sameText(each, told)) && status === ERRORS[code].status;
  return isOurs ? null : `${status} in words that are not the table's: ${brief(body)}`;
}

function resultFault(body) {
  const told = parsed(body);
  if (told === undefined) return `a body that is no JSON: ${brief(body)}`;
  if (Array.isArray(told?.results)) return batchFault(told);
  if (told?.links?.results) return misfit(batchSnapshotSchema, told);
  if (told?.links) return misfit(snapshotSchema, told) ?? outcomeFault(told);
  return told && 'probabilities' in told ? predictionFault(told) : null;
}

const batchFault = (told) => misfit(batchResultsSchema, told) ?? told.results.map(outcomeFault).find(Boolean) ?? null;

/** Of a job that may have failed. */
function outcomeFault({ state, result, error }) {
  if (error && (FAULTS.has(error.code) || error.status >= 500)) return `${state} with ${error.code}`;
  return result ? predictionFault(result) : null;
}

/** A prediction must be what it says: of as many classes as it tells, the likeliest first, and one in all. */
export function predictionFault(told) {
  const wrong = misfit(predictionSchema, told);
  if (wrong) return wrong;
  const { class: read, confidence, probabilities } = told;
  const sum = probabilities.reduce((total, each) => total + each, 0);
  if (Math.abs(sum - 1) > SLACK) return `probabilities that sum up to ${sum}`;
  if (probabilities[read] !== confidence || Math.max(...probabilities) !== confidence)
    return `class ${read} at ${confidence} of ${probabilities}`;
  return null;
}

function misfit(schema, told) {
  const { success, error } = schema.safeParse(told);
  return success ? null : `not well formed: ${error.issues.map(({ path, message }) => `${path.join('.')} ${message}`)}`;
}

function parsed(body) {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

const sameText = (one, other) => {
  const inOrder = (problem) => JSON.stringify(Object.entries(problem).sort(([a], [b]) => (a < b ? -1 : 1)));
  return inOrder(one) === inOrder(other);
};

const brief = (body) => JSON.stringify(body.toString('utf8').slice(0, 200));
