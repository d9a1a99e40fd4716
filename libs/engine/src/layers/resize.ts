import * as tf from '@tensorflow/tfjs-core';
import { layers, type Shape } from '@tensorflow/tfjs-layers';

export type Interpolation = 'bilinear' | 'nearest';

interface ResizeConfig {
  height: number;
  width: number;
  interpolation: Interpolation;
}

/** Resizes as Keras does since TensorFlow 2: pixels have centres. TF.js' own layers resize as TensorFlow 1 did. */
class ResizeLayer extends layers.Layer {
  static readonly className = 'LinceResize';

  constructor(private readonly config: ResizeConfig) {
    super(config as object);
  }

  override computeOutputShape(shape: Shape): Shape {
    return [shape[0]!, this.config.height, this.config.width, shape[3]!];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const { height, width, interpolation } = this.config;
    const resize = interpolation === 'nearest' ? tf.image.resizeNearestNeighbor : tf.image.resizeBilinear;
    return tf.tidy(() => resize([inputs].flat()[0] as tf.Tensor4D, [height, width], false, true));
  }

  override getConfig(): tf.serialization.ConfigDict {
    const { height, width, interpolation } = this.config;
    return { ...super.getConfig(), height, width, interpolation };
  }
}
tf.serialization.registerClass(ResizeLayer);

/** A layer that resizes pictures, [images, rows, columns, channels], to height × width. */
export const resize = (height: number, width: number, interpolation: Interpolation): layers.Layer =>
  new ResizeLayer({ height, width, interpolation });
