import { expect, test } from '@jest/globals';
import { cookieOptions, sessionIn } from '../src/access/session-cookie.js';

const token = 'x'.repeat(43);

test.each([
  [`lince_session=${token}`, token],
  [`a=1; lince_session=${token}; b=2`, token],
  [`a=1;lince_session=${token}`, token],
  [`not_lince_session=${token}`, null],
  [`lince_session=${token}x`, null],
  ['lince_session=', null],
  [undefined, null],
])('in the cookies %s the session is %s', (header, expected) => {
  expect(sessionIn(header)).toBe(expected);
});

test('a cookie is for the paths of the service alone', () => {
  expect(cookieOptions('/lince', true)).toEqual({ httpOnly: true, sameSite: 'strict', secure: true, path: '/lince' });
  expect(cookieOptions('', false)).toMatchObject({ secure: false, path: '/' });
});
