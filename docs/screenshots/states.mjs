import { digits, toPng } from '../../bench/inputs/digits.mjs';

// By the page's structure, not by its words: they are in either language.

/** What a person sees first, with an answer and what decided it. */
async function answer(page) {
  await sample(page, 'ruled');
  await saliency(page);
}

const sample = (page, name) => page.locator(`button:has(img[src$='samples/${name}.webp'])`).click();

async function saliency(page) {
  await page.locator('.seen button').click();
  await page.locator('.seen figure').nth(1).waitFor();
}

const answered = (page) => page.locator('.headline').waitFor();

/** Strokes of a 4, as a person draws it, in shares of the pad. */
const FOUR = [
  [
    [0.38, 0.16],
    [0.34, 0.3],
    [0.27, 0.46],
    [0.26, 0.52],
    [0.4, 0.53],
    [0.75, 0.5],
  ],
  [
    [0.63, 0.2],
    [0.62, 0.42],
    [0.6, 0.64],
    [0.6, 0.86],
  ],
];

async function draw(page) {
  const { x, y, width } = await page.locator('canvas').boundingBox();
  for (const [first, ...others] of FOUR) {
    await page.mouse.move(x + first[0] * width, y + first[1] * width);
    await page.mouse.down();
    for (const [right, down] of others) await page.mouse.move(x + right * width, y + down * width, { steps: 6 });
    await page.mouse.up();
  }
  await answered(page);
}

/** Thirty pictures, some of them answered already. */
async function batch(page, { pause, resume }) {
  const files = (await digits(3)).map((digit, nth) => ({
    name: `${nth}.png`,
    mimeType: 'image/png',
    buffer: toPng(digit),
  }));
  await sample(page, 'other');
  await answered(page);
  await page.locator('#picture').setInputFiles(files.slice(0, 18));
  await page.locator('button.succeeded').nth(18).waitFor();
  pause();
  try {
    await page.locator('#picture').setInputFiles(files.slice(18));
    await page.locator('button.queued').nth(11).waitFor();
    await page.locator('footer li:nth-child(2)', { hasText: /^12 / }).waitFor();
    return await page.screenshot({ fullPage: true, animations: 'disabled' });
  } finally {
    resume();
  }
}

const DESKTOP = { viewport: { width: 1200, height: 900 } };
const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true };

/**
 * The states of the page that README and guides show: the picture's name (without its language), how the browser looks, and what is done on the
 * page until it looks like that; where that does not last, `go` returns the picture itself.
 */
export const STATES = [
  { name: 'page', look: DESKTOP, go: answer },
  {
    name: 'page-answer',
    look: DESKTOP,
    go: async (page) => {
      await sample(page, 'several');
      await saliency(page);
    },
  },
  { name: 'page-draw', look: DESKTOP, go: draw },
  { name: 'page-batch', look: DESKTOP, go: batch },
  { name: 'page-dark', look: { ...DESKTOP, colorScheme: 'dark' }, go: draw },
  {
    name: 'page-phone',
    look: PHONE,
    go: async (page) => {
      await sample(page, 'photo');
      await answered(page);
    },
  },
  {
    name: 'page-sign-in',
    look: { viewport: { width: 900, height: 640 } },
    go: async (page, { closeDoor }) => {
      await closeDoor();
      await page.reload();
      await page.locator('#access-key').waitFor();
    },
  },
];
