import { expect } from '@jest/globals';

/** What every 503 tells: its code, and when to try again. */
export async function refusal(response: Response): Promise<[status: number, code: string]> {
  expect(response.headers.get('retry-after')).toMatch(/^\d+$/);
  return [response.status, ((await response.json()) as { code: string }).code];
}
