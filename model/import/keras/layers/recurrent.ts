import { tensor } from '@tensorflow/tfjs-core';
import { layers, type RNN } from '@tensorflow/tfjs-layers';
import { resetAfterGru } from '#engine';
import { activationOf } from '../activations.js';
import { isObject, type Json, type JsonObject, type KerasLayer } from '../layer.js';
import { sequence } from '../step.js';
import type { Translate, Translator, Translators } from '../translator.js';
import { sideBySide, type Weight } from '../weight.js';
import { weighing, weightsOf } from '../weighted.js';

/** Gates of a cell: each has its share of the units in every weight. Keras 1 had them apart, in another order. */
const CELLS = {
  SimpleRNN: { gates: 1, order: [0] },
  GRU: { gates: 3, order: [0, 1, 2] },
  LSTM: { gates: 4, order: [0, 2, 1, 3] },
} as const;

type Cell = keyof typeof CELLS;

/** Kernel, recurrent kernel and bias, each for all gates. */
function cellWeights(layer: KerasLayer, cell: Cell): Weight[] {
  if (layer.flag('time_major', false)) layer.refuse('usa time_major', 'it uses time_major');
  const { gates, order } = CELLS[cell];
  const units = layer.whole('units|output_dim');
  const apart = layer.era.major === 1 && gates > 1;
  const gathered = [0, 1, 2].map((part) => sideBySide(order.flatMap((gate) => layer.weights[3 * gate + part] ?? [])));
  const together = apart ? layer.withWeights(gathered) : layer;
  const across = gates * units;
  const bias = isResetAfter(layer, cell) ? [2, across] : [across];
  return weightsOf(together, [null, across], [units, across], layer.flag('use_bias', true) && bias).filter(
    (weight) => weight !== undefined,
  );
}

/** Since TensorFlow 2 the default; where a file does not say it, it is older. */
const isResetAfter = (layer: KerasLayer, cell: Cell): boolean => cell === 'GRU' && layer.flag('reset_after', false);

function cellLayer(layer: KerasLayer, cell: Cell, translate: Translate, weights: Weight[]): RNN {
  const args = {
    units: layer.whole('units|output_dim'),
    useBias: layer.flag('use_bias', true),
    activation: own(layer, translate, 'activation', 'tanh'),
    returnSequences: layer.flag('return_sequences', false),
    goBackwards: layer.flag('go_backwards', false),
    ...weighing(...weights),
  };
  if (cell === 'SimpleRNN') return layers.simpleRNN(args);
  const usual = layer.era.major === 1 ? 'hard_sigmoid' : 'sigmoid';
  const recurrentActivation = own(layer, translate, 'recurrent_activation|inner_activation', usual);
  if (cell === 'LSTM') return layers.lstm({ ...args, recurrentActivation });
  if (!isResetAfter(layer, cell)) return layers.gru({ ...args, recurrentActivation });
  if (args.activation === 'tanh' && recurrentActivation === 'sigmoid') return resetAfterGru(args);
  return layer.refuse('reset_after con otras activaciones', 'reset_after with other activations');
}

/** A cell's activations are those that TF.js has. */
function own(layer: KerasLayer, translate: Translate, names: string, fallback: string) {
  const { within } = activationOf(layer, translate, names, fallback);
  const named = layer.setting(names) ?? fallback;
  return within === 'linear' && named !== 'linear'
    ? layer.refuse(`no se conoce su activación ${String(named)}`, `its activation ${String(named)} is not known`)
    : within;
}

const recurrence =
  (cell: Cell): Translator =>
  (layer, translate) =>
    sequence(cellLayer(layer, cell, translate, cellWeights(layer, cell)));

/** What must be the same in both directions. */
function settingsOf({ class_name: className, config }: JsonObject): Json[] {
  const settings = isObject(config) ? config : {};
  const names = ['units', 'activation', 'recurrent_activation', 'use_bias', 'return_sequences', 'reset_after'];
  return [className ?? null, ...names.map((name) => JSON.stringify(settings[name] ?? null))];
}

/** The same cell from both ends; the first half of the weights is the forward one's. */
const bidirectional: Translator = (layer, translate) => {
  const inner = layer.setting('layer');
  const name = isObject(inner) ? inner['class_name'] : undefined;
  if (!isObject(inner) || typeof name !== 'string' || !Object.hasOwn(CELLS, name)) {
    return layer.refuse('no se conoce lo que lleva dentro', 'what it holds is not known');
  }
  if (isResetAfter(layer.inner(inner), name as Cell)) layer.refuse('con reset_after dentro', 'with reset_after in it');
  const backwards = layer.setting('backward_layer');
  if (isObject(backwards) && String(settingsOf(backwards)) !== String(settingsOf(inner))) {
    layer.refuse('hacia atrás es otra', 'backwards it is another');
  }
  if (layer.isNull('merge_mode')) layer.refuse('da dos salidas', 'it has two outputs');
  const half = layer.weights.length / 2;
  const [forward, backward] = [layer.weights.slice(0, half), layer.weights.slice(half)].map((weights) =>
    layer.inner(inner, weights),
  );
  const cell = name as Cell;
  const mode = layer.word('merge_mode', ['concat', 'sum', 'mul', 'ave'], 'concat');
  const both = layers.bidirectional({
    layer: cellLayer(forward!, cell, translate, cellWeights(forward!, cell)),
    mergeMode: mode,
  });
  const weights = [forward!, backward!].flatMap((each) => cellWeights(each, cell));
  return (input) => {
    const output = sequence(both)(input);
    both.setWeights(weights.map(({ shape, values }) => tensor(values, shape)));
    return output;
  };
};

/** What looks at the last axis alone does not mind how many there are before it. */
const POINTWISE = ['Dense', 'Activation', 'ReLU', 'LeakyReLU', 'ELU', 'Dropout'];

const timeDistributed: Translator = (layer, translate) => {
  const inner = layer.setting('layer');
  const name = isObject(inner) ? String(inner['class_name']) : '';
  if (!isObject(inner) || !POINTWISE.includes(name)) {
    return layer.refuse(`no con ${name} dentro`, `not with ${name} in it`);
  }
  return translate(inner, layer.weights);
};

export const recurrent: Translators = {
  SimpleRNN: recurrence('SimpleRNN'),
  GRU: recurrence('GRU'),
  LSTM: recurrence('LSTM'),
  Bidirectional: bidirectional,
  TimeDistributed: timeDistributed,
};
