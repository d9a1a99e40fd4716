import { writeFile } from 'node:fs/promises';
import { encode } from 'fast-png';
import { imageKind, sentence, warningSentence, type ModelManifest } from '#contract';
import type { Evaluation, Misread } from './evaluate.js';
import { style } from './errors-style.js';

/** Bytes of uploads that the page holds at most: browsers give up on pages far larger. */
const MOST = 100_000_000;

/**
 * Writes one page that needs nothing else: each misread picture as uploaded and as the model saw it, the surest first.
 * Pictures are read again one by one, so that many of them take no memory.
 */
export async function writeErrorsPage(
  file: string,
  { items, misread }: Evaluation,
  model: ModelManifest,
): Promise<void> {
  const sorted = misread.toSorted((a, b) => b.item.confidence - a.item.confidence);
  await writeFile(file, page(sorted, items.filter(({ label }) => label !== null).length, model));
}

async function* page(misread: Misread[], labelled: number, model: ModelManifest): AsyncGenerator<string> {
  const title = `${model.name}@${model.version}: ${misread.length}/${labelled}`;
  yield `<!doctype html>
<html lang="es">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<style>${style}</style>
<h1>${bilingual('Imágenes mal leídas', 'Misread pictures')} (${title})</h1>
`;
  let held = 0;
  let leftOut = 0;
  for (const each of misread) {
    const upload = await each.picture.read();
    const fits = held + upload.length <= MOST;
    if (fits) held += upload.length;
    else leftOut++;
    yield card(each, fits ? upload : null, model);
  }
  if (leftOut > 0) {
    yield `<p>${leftOut} × sin la imagen subida, para no pasar de ${MOST / 1e6} MB.
<span lang="en">${leftOut} × without the upload, to stay within ${MOST / 1e6} MB.</span></p>\n`;
  }
}

function card({ item, seen }: Misread, upload: Uint8Array | null, { labels, input }: ModelManifest): string {
  const { width, height, channels } = input;
  const kind = upload && imageKind(upload);
  const pictures = [
    upload && kind ? figure('subida', 'upload', `image/${kind}`, upload) : '',
    seen ? figure('vista', 'seen', 'image/png', encode({ width, height, channels, data: seen })) : '',
  ];
  const facts: [string, string, string][] = [
    ['verdad', 'truth', labels[item.label!]!],
    ['leída', 'read as', item.class === null ? '–' : labels[item.class]!],
    ['confianza', 'confidence', item.confidence.toFixed(4)],
    ['puntuación', 'score', item.score?.toFixed(4) ?? '–'],
  ];
  const notes: [string, string, string][] = item.warnings.map((code) => [
    code,
    warningSentence(code, 'es'),
    warningSentence(code, 'en'),
  ]);
  if (item.error) notes.push([item.error, sentence(item.error, 'es'), sentence(item.error, 'en')]);
  const terms = facts.map(([es, en, value]) => `<dt>${bilingual(es, en)}<dd>${escaped(value)}`);
  const remarks = notes.map(([code, es, en]) => `<p><code>${code}</code> ${bilingual(escaped(es), escaped(en))}</p>\n`);
  return `<article>
<h2>${escaped(item.file ?? `#${item.index}`)}</h2>
<div>${pictures.join('')}</div>
<dl>${terms.join('')}</dl>
${remarks.join('')}</article>
`;
}

function figure(es: string, en: string, type: string, bytes: Uint8Array): string {
  const address = `data:${type};base64,${Buffer.from(bytes).toString('base64')}`;
  const caption = `<figcaption>${bilingual(es, en)}</figcaption>`;
  return `<figure><img class="${en}" alt="" src="${address}">${caption}</figure>`;
}

const bilingual = (es: string, en: string): string => `${es} · <span lang="en">${en}</span>`;

/** Text as it may stand in HTML, between tags and in quoted attributes. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
