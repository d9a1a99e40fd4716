import { addressOf } from './api/address.js';

/** One argument of a shell's, whatever is in it. */
const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;

/**
 * The line for a shell that has the same picture read the same way.
 * @param name of the picture's file, which the line expects beside it
 * @param model that was asked for; the default where it is absent
 * @param withKey whether the service asks for a key, which the line takes from the variable LINCE_KEY
 */
export function curlLine(name: string, model: string | undefined, withKey: boolean): string {
  const address = addressOf('predict');
  if (model !== undefined) address.searchParams.set('model', model);
  // What curl would read as more than a file's name stands in quotes of its own.
  const file = quoted(`file=@"${name.replaceAll(/["\\]/g, String.raw`\$&`)}"`);
  return ['curl', ...(withKey ? ['-H "Authorization: Bearer $LINCE_KEY"'] : []), '-F', file, quoted(address.href)].join(
    ' ',
  );
}
