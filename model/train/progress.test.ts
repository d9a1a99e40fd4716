import { expect, test } from '@jest/globals';
import { progressLine } from './progress.js';

test('tells share, loss, speed and what is left of the whole run', () => {
  const line = progressLine({ epoch: 2, epochs: 3, images: 500, total: 1000, loss: 0.12345, seconds: 5 });
  expect(line).toContain(`${'█'.repeat(12)}${'░'.repeat(12)}  50 %`);
  expect(line).toContain('epoch 2/3');
  expect(line).toContain('loss 0.1235');
  expect(line).toContain('100 images/s  0:15 left');
});
