import * as tf from '@tensorflow/tfjs-core';
import { initializers, layers, type LayerVariable, type RNN, type Shape } from '@tensorflow/tfjs-layers';

interface CellConfig {
  units: number;
  useBias: boolean;
}

/**
 * A gated recurrent unit whose reset gate comes after the product, as Keras has them since TensorFlow 2 and TF.js has not:
 * with z and r the sigmoids of the gates, h' = z·h + (1 − z)·tanh(x·W + b + r·(h·U + c)).
 */
class ResetAfterCell extends layers.RNNCell {
  static readonly className = 'LinceResetAfterCell';
  readonly stateSize: number;
  override readonly dropoutMask = null as unknown as tf.Tensor;
  override readonly recurrentDropoutMask = null as unknown as tf.Tensor;
  /** Of update, reset and candidate side by side; the bias has a row for the input and one for the state. */
  private parts: LayerVariable[] = [];

  constructor(private readonly config: CellConfig) {
    super(config as object);
    this.stateSize = config.units;
  }

  override build(shape: Shape): void {
    const { units, useBias } = this.config;
    const add = (name: string, sides: Shape) => this.addWeight(name, sides, undefined, initializers.zeros());
    this.parts = [add('kernel', [shape.at(-1)!, 3 * units]), add('recurrent_kernel', [units, 3 * units])];
    if (useBias) this.parts.push(add('bias', [2, 3 * units]));
    this.built = true;
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor[] {
    return tf.tidy(() => {
      const [input, state] = inputs as tf.Tensor2D[];
      const [kernel, recurrent, bias] = this.parts.map((part) => part.read() as tf.Tensor2D);
      const product = (values: tf.Tensor2D, by: tf.Tensor2D, row: number): tf.Tensor[] => {
        const all = tf.matMul(values, by);
        return tf.split(bias ? tf.add(all, tf.slice(bias, [row, 0], [1, -1])) : all, 3, 1);
      };
      const [update, reset, candidate] = product(input!, kernel!, 0);
      const [stateUpdate, stateReset, stateCandidate] = product(state!, recurrent!, 1);
      const z = tf.sigmoid(tf.add(update!, stateUpdate!));
      const r = tf.sigmoid(tf.add(reset!, stateReset!));
      const fresh = tf.tanh(tf.add(candidate!, tf.mul(r, stateCandidate!)));
      const next = tf.add(tf.mul(z, state!), tf.mul(tf.sub(1, z), fresh));
      return [next, next];
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), units: this.config.units, useBias: this.config.useBias };
  }
}
tf.serialization.registerClass(ResetAfterCell);

/** A layer of such units over sequences, [pictures, steps, values]. */
export const resetAfterGru = ({
  units,
  useBias,
  ...rest
}: CellConfig & Omit<Parameters<typeof layers.rnn>[0], 'cell'>): RNN =>
  layers.rnn({ cell: new ResetAfterCell({ units, useBias }), ...rest }) as RNN;
