import { formatModelReference, type InputSpec } from '#contract';
import { words } from '../language.js';
import type { Check } from './check.js';
import { optionsOf } from './convention.js';
import type { Imported } from './import.js';

/** What was imported, for a person, and how to try it. */
export function summary({ manifest, reference: asked, network, folder }: Imported, api: string): string {
  const { name, version, labels, input, parameters, multiplyAdds } = manifest;
  const { width, height, channels, fit, range, invert, transpose } = input;
  const how = [
    `${height}×${width}×${channels}`,
    `${range[0]}..${range[1]}`,
    fit,
    ...(invert ? ['invert'] : []),
    ...(transpose ? ['transpose'] : []),
  ];
  const rows = [
    [words('modelo', 'model'), `${name}@${version} (${network.source})`],
    [words('carpeta', 'folder'), folder],
    [words('capas', 'layers'), String(network.layers)],
    [words('pesos', 'parameters'), grouped(parameters)],
    [words('multiplicaciones', 'multiply-adds'), grouped(multiplyAdds)],
    [words('entrada', 'input'), how.join(', ')],
    [words('salida', 'output'), `${network.outputs} (${network.kind})`],
    [words('etiquetas', 'labels'), listed(labels)],
  ];
  const broad = Math.max(...rows.map(([title]) => title!.length));
  const reference = formatModelReference(asked);
  return [
    ...rows.map(([title, value]) => `${title!.padEnd(broad)}  ${value}`),
    '',
    words('Para probarlo:', 'To try it:'),
    `  curl -F file=@${words('imagen', 'picture')}.png '${api}/predict?model=${reference}'`,
    `  npm run evaluate -- --model ${reference} --folder ${words('MIS-IMÁGENES', 'MY-PICTURES')}`,
  ].join('\n');
}

/** What the trials on labelled pictures say, and what follows from it. */
export function verdict({ trials, images, telling }: Check, used: InputSpec): string {
  const [first, ...others] = trials;
  const best = first!.convention;
  const byAccuracy = others.toSorted((one, other) => other.accuracy - one.accuracy);
  const rows = [first!, ...byAccuracy].map(({ convention, accuracy }) => {
    const share = `${(100 * accuracy).toFixed(1)} %`;
    return `  ${share.padStart(7)}  ${optionsOf(convention)}`;
  });
  return [
    words(
      `Aciertos en ${images} imágenes, según cómo se le dan al modelo (la más creíble, primero):`,
      `Accuracy on ${images} pictures, by how they are given to the model (the most credible first):`,
    ),
    ...rows,
    telling
      ? trained(optionsOf(best))
      : words('Con ninguna acierta bastante para saberlo.', 'None does well enough to tell.'),
    ...(telling && optionsOf(best) === optionsOf(used) ? [] : [imported(optionsOf(used))]),
    '',
  ].join('\n');
}

const trained = (options: string): string => words(`Se entrenó con ${options}.`, `It was trained with ${options}.`);
const imported = (options: string): string => words(`Se importa con ${options}.`, `It is imported with ${options}.`);

const grouped = (number: number): string => new Intl.NumberFormat(words('es', 'en')).format(number);

function listed(labels: string[]): string {
  return labels.length > 10 ? `${labels.slice(0, 10).join(', ')}… (${labels.length})` : labels.join(', ');
}
