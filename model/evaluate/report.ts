import { words } from '../language.js';
import type { Metrics } from './metrics.js';

interface Circumstances {
  cpuMsPerImage: number;
  /** Files that were no pictures. */
  skipped: number;
  /** Where the page of misread pictures is. */
  errors: string;
}

/** The figures as a person reads them. @param labels the model's, in the order of its classes */
export function report(metrics: Metrics, labels: readonly string[], about: Circumstances): string {
  const figures = [
    ...figuresOf(metrics),
    [words('CPU por imagen', 'CPU per picture'), `${about.cpuMsPerImage.toFixed(2)} ms`],
  ];
  if (about.skipped > 0) figures.push([words('otros archivos', 'other files'), `${about.skipped}`]);
  figures.push([words('mal leídas', 'misread'), about.errors]);
  const width = Math.max(...figures.map(([name]) => name!.length));
  const lines = figures.map(([name, value]) => `${name!.padEnd(width)}  ${value}`);
  return [...confusionTable(metrics, labels), ...lines].join('\n');
}

/** Pairs of a name and a value. */
function figuresOf({ images, labelled, accuracy, ece, warnings, errors }: Metrics): string[][] {
  const figures = [
    [words('imágenes', 'pictures'), `${images} (${words('con etiqueta', 'with a label')}: ${labelled})`],
  ];
  if (accuracy !== null) {
    const right = Math.round(accuracy * labelled);
    figures.push([words('acierto', 'accuracy'), `${percent(accuracy)} (${right}/${labelled})`]);
  }
  if (ece !== null) figures.push([words('error de calibración', 'calibration error'), percent(ece)]);
  const shares = [...Object.entries(warnings), ...Object.entries(errors)];
  return [...figures, ...shares.map(([code, share]) => [code, percent(share)])];
}

/** A row for what pictures show, a column for what was read, then those without an answer and the recall. */
function confusionTable({ confusion, unanswered, perClass }: Metrics, labels: readonly string[]): string[] {
  if (!confusion || !unanswered || !perClass) return [];
  const head = ['', ...labels, words('sin leer', 'unread'), words('acierto', 'recall')];
  const rows = labels.map((label, index) => {
    const recall = perClass[label] ?? null;
    const counts = [...confusion[index]!, unanswered[index]!].map((count) => (count > 0 ? String(count) : '·'));
    return [label, ...counts, recall === null ? '–' : percent(recall)];
  });
  const table = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...table.map((row) => row[column]!.length)));
  return [
    words('Filas: lo que es. Columnas: lo que se leyó.', 'Rows: what it is. Columns: what was read.'),
    ...table.map((row) => row.map((cell, column) => cell.padStart(widths[column]!)).join('  ')),
    '',
  ];
}

const percent = (share: number): string => `${(share * 100).toFixed(2)} %`;
