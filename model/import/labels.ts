import { readFile, stat } from 'node:fs/promises';
import { BadUsage, unreadable } from '../bad-usage.js';

/**
 * One label a class.
 * @param given between commas, or the name of a file with one in each line; the numbers of the classes where undefined
 * @param outputs numbers that the model answers with: one alone is the probability of the second of two classes
 * @throws BadUsage where there are more or fewer than classes, or two are the same
 */
export async function labelsFor(outputs: number, given: string | undefined): Promise<string[]> {
  const classes = outputs === 1 ? 2 : outputs;
  if (given === undefined) return Array.from({ length: classes }, (_, index) => String(index));
  const isFile = (await stat(given).catch(() => null))?.isFile() ?? false;
  const text = isFile ? await readFile(given, 'utf8').catch(unreadable(given)) : null;
  const lines = text === null ? given.split(',') : text.trimEnd().split(/\r?\n/);
  const labels = lines.map((line) => line.trim());
  if (labels.length !== classes) {
    throw new BadUsage(
      `El modelo tiene ${classes} clases, y --labels da ${labels.length} etiquetas.`,
      `The model has ${classes} classes, and --labels gives ${labels.length} labels.`,
    );
  }
  if (labels.includes('') || new Set(labels).size < labels.length) {
    throw new BadUsage(
      'Entre las etiquetas de --labels hay una vacía o repetida.',
      'Among the labels of --labels one is empty, or there twice.',
    );
  }
  return labels;
}
