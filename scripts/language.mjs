const { LC_ALL, LC_MESSAGES, LANG } = process.env;
const spanish = /^es/i.test(LC_ALL || LC_MESSAGES || LANG || '');

/** The one of the two that the terminal's locale asks for: Spanish where it is set so, else English. */
export const words = (es, en) => (spanish ? es : en);
