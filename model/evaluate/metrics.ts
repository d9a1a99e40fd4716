import { WARNINGS, type ErrorCode, type Warning } from '#contract';
import { expectedCalibrationError } from '../calibration-error.js';
import type { Item } from './evaluate.js';

/** What many items say together. Shares are 0–1; what needs labels, or their answers, is null without any. */
export interface Metrics {
  images: number;
  /** How many of them have a label; one of these that got no answer counts as wrong. */
  labelled: number;
  accuracy: number | null;
  /** Expected calibration error of those with a label that got an answer: the others have no confidence. */
  ece: number | null;
  /** Recall of each label, null for one of which there is no picture. */
  perClass: Record<string, number | null> | null;
  /** Counts by true class, then by answered class. */
  confusion: number[][] | null;
  /** Counts, by true class, of those that got no answer. */
  unanswered: number[] | null;
  /** Share of all images that carry each warning. */
  warnings: Record<Warning, number>;
  /** Share of all images that failed, by code. */
  errors: Partial<Record<ErrorCode, number>>;
}

/** @param labels the model's, in the order of its classes */
export function metricsOf(items: readonly Item[], labels: readonly string[]): Metrics {
  const labelled = items.filter(({ label }) => label !== null);
  const share = (part: (item: Item) => boolean): number => items.filter(part).length / items.length;
  const codes = new Set(items.flatMap(({ error }) => error ?? []));
  return {
    images: items.length,
    labelled: labelled.length,
    ...(labelled.length > 0 ? comparedWithLabels(labelled, labels) : UNKNOWN),
    warnings: recordOf(WARNINGS, (warning) => share(({ warnings }) => warnings.includes(warning))),
    errors: recordOf([...codes].sort(), (code) => share(({ error }) => error === code)),
  };
}

type Compared = Pick<Metrics, 'accuracy' | 'ece' | 'perClass' | 'confusion' | 'unanswered'>;

const UNKNOWN: Compared = { accuracy: null, ece: null, perClass: null, confusion: null, unanswered: null };

function comparedWithLabels(items: readonly Item[], labels: readonly string[]): Compared {
  const confusion = labels.map(() => labels.map(() => 0));
  const unanswered = labels.map(() => 0);
  for (const { label, class: read } of items) {
    if (read === null) unanswered[label!]!++;
    else confusion[label!]![read]!++;
  }
  const answers = items
    .filter((item) => item.class !== null)
    .map(({ label, class: read, confidence }) => ({ confidence, right: read === label }));
  const recall = labels.map((_, label) => {
    const all = unanswered[label]! + sum(confusion[label]!);
    return all > 0 ? confusion[label]![label]! / all : null;
  });
  return {
    accuracy: sum(confusion.map((row, label) => row[label]!)) / items.length,
    ece: answers.length > 0 ? expectedCalibrationError(answers) : null,
    perClass: Object.fromEntries(labels.map((label, index) => [label, recall[index]!])),
    confusion,
    unanswered,
  };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

function recordOf<Key extends string>(keys: readonly Key[], valueOf: (key: Key) => number): Record<Key, number> {
  return Object.fromEntries(keys.map((key) => [key, valueOf(key)])) as Record<Key, number>;
}
