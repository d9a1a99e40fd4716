import type { JsonObject, KerasLayer } from './layer.js';
import type { Step } from './step.js';
import type { Weight } from './weight.js';

/** Makes a step of a layer that stands in another one's settings. */
export type Translate = (layer: JsonObject, weights?: Weight[]) => Step;

/** Makes a step of a layer. @throws BadUsage where that cannot be */
export type Translator = (layer: KerasLayer, translate: Translate) => Step;

/** Translators by the names of classes in Keras; one that has had several names stands under each. */
export type Translators = Record<string, Translator>;
