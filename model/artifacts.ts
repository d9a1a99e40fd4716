import { util, type io } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';

/** A network's topology and weights, as TF.js saves them. */
export async function artifactsOf(model: LayersModel): Promise<io.ModelArtifacts> {
  let artifacts: io.ModelArtifacts | undefined;
  await model.save({
    save: async (given) => {
      artifacts = given;
      return { modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: 'JSON' } };
    },
  });
  return artifacts!;
}

/** Bytes of a value as it is stored. */
const BYTES = { float32: 4, int32: 4, bool: 1, uint8: 1, uint16: 2, float16: 2 };

/** Bytes that a weight takes in its file. */
export function bytesOf({ shape, dtype, quantization }: io.WeightsManifestEntry): number {
  return BYTES[(quantization?.dtype ?? dtype) as keyof typeof BYTES] * util.sizeFromShape(shape);
}

/** Each weight's own bytes, and what they say where they are plain floats. */
export function weightsIn(specs: io.WeightsManifestEntry[], data: ArrayBuffer) {
  let from = 0;
  return specs.map((spec) => {
    const bytes = data.slice(from, (from += bytesOf(spec)));
    const plain = spec.dtype === 'float32' && !spec.quantization;
    return { spec, bytes, floats: plain ? new Float32Array(bytes) : null };
  });
}
