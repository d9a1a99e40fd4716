const { LC_ALL, LC_MESSAGES, LANG } = process.env;
const spanish = /^es/i.test(LC_ALL || LC_MESSAGES || LANG || '');

/** The one of the two that the terminal's locale asks for, as `npm start` chooses: Spanish if set so, or English. */
export const words = (es: string, en: string): string => (spanish ? es : en);
