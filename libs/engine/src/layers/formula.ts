import * as tf from '@tensorflow/tfjs-core';
import { layers } from '@tensorflow/tfjs-layers';

type Formula = (x: tf.Tensor, ...numbers: number[]) => tf.Tensor;

const square = (x: tf.Tensor): tf.Tensor => tf.mul(x, x);
/** From 0 at −3 to 1 at 3. */
const hardSigmoid = (x: tf.Tensor): tf.Tensor => tf.div(tf.relu6(tf.add(x, 3)), 6);

/** What Keras computes element by element and TF.js has no layer for; named in lower case, as TF.js writes names so. */
const FORMULAS = {
  elu: (x, alpha = 1) => tf.add(tf.relu(x), tf.mul(alpha, tf.expm1(tf.minimum(x, 0)))),
  celu: (x, alpha = 1) => tf.add(tf.relu(x), tf.mul(alpha, tf.expm1(tf.div(tf.minimum(x, 0), alpha)))),
  /** Up to `threshold` a line of that slope, then the value itself, at most `most`. */
  rectified: (x, slope = 0, threshold = 0, most = Infinity) =>
    tf.where(tf.less(x, threshold), tf.mul(slope, tf.sub(x, threshold)), tf.minimum(x, most)),
  exponential: tf.exp,
  hardsigmoid: hardSigmoid,
  hardsilu: (x) => tf.mul(x, hardSigmoid(x)),
  hardtanh: (x) => tf.clipByValue(x, -1, 1),
  hardshrink: (x, threshold = 0.5) => tf.where(tf.greater(tf.abs(x), threshold), x, tf.zerosLike(x)),
  softshrink: (x, threshold = 0.5) => tf.mul(tf.sign(x), tf.relu(tf.sub(tf.abs(x), threshold))),
  tanhshrink: (x) => tf.sub(x, tf.tanh(x)),
  logsigmoid: (x) => tf.neg(tf.softplus(tf.neg(x))),
  squareplus: (x, b = 4) => tf.div(tf.add(x, tf.sqrt(tf.add(square(x), b))), 2),
  sparseplus: (x) => tf.where(tf.less(x, 1), tf.div(square(tf.relu(tf.add(x, 1))), 4), x),
  sparsesigmoid: (x) => tf.clipByValue(tf.div(tf.add(x, 1), 2), 0, 1),
  threshold: (x, threshold = 0, otherwise = 0) =>
    tf.where(tf.greater(x, threshold), x, tf.fill(x.shape, otherwise, x.dtype)),
} satisfies Record<string, Formula>;

export type FormulaName = keyof typeof FORMULAS;

interface FormulaConfig {
  formula: FormulaName;
  /** What the formula takes besides the value; its defaults where there are fewer. */
  numbers?: number[];
}

class FormulaLayer extends layers.Layer {
  static readonly className = 'LinceFormula';
  private readonly formula: FormulaName;
  private readonly numbers: number[];

  constructor(config: FormulaConfig) {
    super(config as object);
    this.formula = config.formula;
    this.numbers = config.numbers ?? [];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const formula: Formula = FORMULAS[this.formula];
    return tf.tidy(() => formula([inputs].flat()[0]!, ...this.numbers));
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), formula: this.formula, numbers: this.numbers };
  }
}
tf.serialization.registerClass(FormulaLayer);

/** A layer that computes one of our formulas, element by element. */
export const formula = (name: FormulaName, ...numbers: number[]): layers.Layer =>
  new FormulaLayer({ formula: name, numbers });
