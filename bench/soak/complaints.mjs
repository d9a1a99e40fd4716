/** Words of a process that something was not thought of, in whatever it writes. */
const SIGNS = [
  // Every warning of Node's own, MaxListenersExceededWarning and DeprecationWarning among them.
  /^\(node:\d+\) /,
  // What Node says last when nobody has caught an error.
  /^Node\.js v\d/,
  /UnhandledPromiseRejection|MaxListenersExceeded|unhandledRejection|uncaughtException/,
  /\b(TypeError|ReferenceError|RangeError|SyntaxError|AssertionError|ERR_[A-Z_]+)\b/,
  /FATAL ERROR|Segmentation fault|core dumped|=== REDIS BUG REPORT/,
];

/** Whether a line of a process' output tells of a fault in the program. */
export const isComplaint = (line) => SIGNS.some((sign) => sign.test(line));

/** Makes lines of what comes in pieces. @param take called with each whole line */
export function inLines(take) {
  let begun = '';
  return (piece) => {
    const lines = (begun + piece).split('\n');
    begun = lines.pop();
    lines.forEach(take);
  };
}
