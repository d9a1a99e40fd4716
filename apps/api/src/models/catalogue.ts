import {
  formatModelReference,
  type ModelManifest,
  type ModelReference,
  type ModelSummary,
  type ServedModel,
} from '#contract';
import { isWhole, type StoredVersion, type WorkerFacts } from '#platform';

export interface Catalogue {
  /** Those that answer, or would if they were asked. */
  models: ModelSummary[];
  /** Those whose files cannot be used, be it that what was there before goes on answering. */
  broken: ServedModel[];
}

/**
 * Puts together what lies in the models folder and what the live workers say.
 * @param stored by name and version
 * @param usual what is asked for where nothing is
 */
export function catalogue(stored: StoredVersion[], live: WorkerFacts[], usual: ModelReference): Catalogue {
  const broken = distinct([
    ...stored.filter((each) => !isWhole(each)),
    ...live.flatMap((worker) => worker.broken ?? []),
  ]);
  const models = stored
    .filter(isWhole)
    .map(({ manifest }) => ({ manifest, warmOn: live.filter(hasWarm(manifest)).map(({ id }) => id) }))
    .filter(({ manifest, warmOn }) => warmOn.length > 0 || !broken.some(is(manifest)));
  const highest = models.findLast(({ manifest }) => is(usual)(manifest));
  return {
    models: models.map((each) => summaryOf(each.manifest, each.warmOn, each === highest)),
    broken: broken.map(({ name, version }) => ({ name, version })),
  };
}

/** Whether a worker can answer with what a reference means. */
export const answersWith =
  (reference: ModelReference) =>
  ({ models }: WorkerFacts): boolean =>
    models.some(is(reference));

const hasWarm =
  (model: ServedModel) =>
  ({ models }: WorkerFacts): boolean =>
    models.some((each) => each.warm && is(model)(each));

const is =
  ({ name, version }: ModelReference) =>
  (model: ServedModel): boolean =>
    model.name === name && model.version === (version ?? model.version);

const distinct = (models: ServedModel[]): ServedModel[] => [
  ...new Map(models.map((model) => [formatModelReference(model), model])).values(),
];

function summaryOf(manifest: ModelManifest, warmOn: string[], usual: boolean): ModelSummary {
  const { name, version, labels, input, parameters, multiplyAdds, quality, source = null } = manifest;
  const facts = { name, version, labels, input, parameters, multiplyAdds, quality, source };
  return { ...facts, default: usual, workers: warmOn.length, warmOn };
}
