import { BadUsage } from '../../bad-usage.js';
import type { Weight } from './weight.js';

/** With what a model was saved. */
export interface Era {
  /** `2.15.0`; as the file says it. */
  version: string;
  /** Keras 1, 2 or 3; tf.keras counts as 2. */
  major: number;
  /** `tensorflow`, `theano`…; null where the file does not say. */
  backend: string | null;
  /** Whether channels come first where a layer does not say: Keras 1 left that out of some layers. */
  channelsFirst: boolean;
}

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * A layer of a Keras model: its settings in the spelling of any era, and its weights.
 *
 * Settings are asked for by all the names they have had, newest first, with a bar between: `filters|nb_filter`. Every
 * method throws BadUsage, which names the layer, where a setting is not what it must be.
 */
export class KerasLayer {
  constructor(
    readonly className: string,
    readonly name: string,
    private readonly settings: JsonObject,
    readonly era: Era,
    readonly weights: Weight[] = [],
  ) {}

  /** The setting as it stands; undefined where it is absent or null. */
  setting(names: string): Exclude<Json, null> | undefined {
    for (const name of names.split('|')) {
      const value = this.settings[name];
      if (value !== undefined && value !== null) return value;
    }
    return undefined;
  }

  /** Whether the setting is there and says that there is nothing. */
  isNull(name: string): boolean {
    return this.settings[name] === null;
  }

  number(names: string, fallback?: number): number {
    const value = this.setting(names) ?? fallback;
    return typeof value === 'number' && Number.isFinite(value) ? value : this.misread(names);
  }

  /** A whole number from `least` on. */
  whole(names: string, fallback?: number, least = 1): number {
    const value = this.number(names, fallback);
    return Number.isSafeInteger(value) && value >= least ? value : this.misread(names);
  }

  flag(names: string, fallback: boolean): boolean {
    const value = this.setting(names) ?? fallback;
    return typeof value === 'boolean' ? value : this.misread(names);
  }

  word<T extends string>(names: string, known: readonly T[], fallback?: T): T {
    const value = this.setting(names) ?? fallback;
    return known.find((word) => word === value) ?? this.misread(names);
  }

  /** A list of whole numbers; a number alone is a list of one. */
  wholes(names: string, fallback?: number[]): number[] {
    const value = this.setting(names) ?? fallback;
    const list = Array.isArray(value) ? value : [value];
    return list.every((item) => Number.isSafeInteger(item)) ? (list as number[]) : this.misread(names);
  }

  /** As many whole numbers from 1 on as there are dimensions; one stands for all. */
  sizes(names: string, dimensions: number, fallback?: number): number[] {
    const list = this.wholes(names, fallback === undefined ? undefined : [fallback]);
    const sizes = list.length === 1 ? Array<number>(dimensions).fill(list[0]!) : list;
    return sizes.length === dimensions && sizes.every((size) => size >= 1) ? sizes : this.misread(names);
  }

  /** Whether channels come before rows and columns. */
  get channelsFirst(): boolean {
    const usual = this.era.channelsFirst && this.className.endsWith('2D') ? 'th' : 'tf';
    const known = ['channels_last', 'channels_first', 'tf', 'th'] as const;
    return ['channels_first', 'th'].includes(this.word('data_format|dim_ordering', known, usual));
  }

  /** A layer that stands in this one's settings. */
  inner(json: JsonObject, weights?: Weight[]): KerasLayer {
    return readLayer(json, this.era, weights);
  }

  /** The same layer, with other weights. */
  withWeights(weights: Weight[]): KerasLayer {
    return new KerasLayer(this.className, this.name, this.settings, this.era, weights);
  }

  /** @throws BadUsage that says that the layer cannot be imported, and why */
  refuse(es: string, en: string): never {
    throw new BadUsage(
      `capa ${this.className}: no se puede importar: ${es} (${this.name}).`,
      `layer ${this.className}: cannot be imported: ${en} (${this.name}).`,
    );
  }

  private misread(names: string): never {
    const [name] = names.split('|');
    return this.refuse(`su ajuste ${name} no se entiende`, `its setting ${name} makes no sense`);
  }
}

/** Modules of Keras itself: a class of the same name from elsewhere is something else. */
const OWN_MODULES = /^(keras|keras_core|tf_keras|tensorflow(\.python)?\.keras)(\.|$)/;

/**
 * A layer as a model's configuration tells it: `{ class_name, config, … }`.
 * @throws BadUsage for what is no layer, or one that somebody has written: its code is not in the file, or must not be run
 */
export function readLayer(json: Json, era: Era, weights: Weight[] = []): KerasLayer {
  const className = isObject(json) ? json['class_name'] : undefined;
  if (!isObject(json) || typeof className !== 'string') {
    throw new BadUsage('La arquitectura no se entiende.', 'The architecture makes no sense.');
  }
  const settings = isObject(json['config']) ? json['config'] : {};
  const name = [json['name'], settings['name']].find((each) => typeof each === 'string') ?? className;
  const layer = new KerasLayer(className, name as string, settings, era, weights);
  const { module, registered_name: registered } = json;
  // A class of somebody's own has no module, or another, and the name that it was registered under.
  const foreign = module === null ? typeof registered === 'string' : !OWN_MODULES.test(String(module ?? 'keras'));
  if (foreign || (typeof registered === 'string' && registered.includes('>')) || className.includes('>')) {
    layer.refuse('no es de Keras', 'it is not one of Keras');
  }
  if (className === 'Lambda') {
    layer.refuse('lleva código, que aquí no se ejecuta', 'it holds code, which is not run here');
  }
  return layer;
}
