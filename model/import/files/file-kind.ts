import { basename } from 'node:path';
import { BadUsage } from '../../bad-usage.js';
import { HDF5_SIGNATURE } from './hdf5.js';

/** What is imported, by its content: names lie. */
export type FileKind = 'hdf5' | 'zip' | 'json';

/** Where an HDF5 file may begin, in bytes. */
const HDF5_STARTS = [0, 512, 1024, 2048, 4096, 8192];

/** Bytes of a file's head that {@link fileKind} looks at. */
export const HEAD_BYTES = HDF5_STARTS.at(-1)! + HDF5_SIGNATURE.length;

/**
 * What a file holds.
 * @param head its first {@link HEAD_BYTES}, or all of it
 * @throws BadUsage for what is not imported, with what can be done about it
 */
export function fileKind(head: Buffer, name: string): FileKind {
  const begins = (text: string, at = 0): boolean => head.subarray(at).indexOf(Buffer.from(text, 'latin1')) === 0;
  if (HDF5_STARTS.some((start) => head.indexOf(HDF5_SIGNATURE, start) === start)) return 'hdf5';
  if (begins('PK\x03\x04')) return 'zip';
  if (/^(\ufeff|\xef\xbb\xbf)?\s*\{/.test(head.toString('latin1', 0, 64))) return 'json';
  if (begins('TFL3', 4))
    throw convert('TensorFlow Lite (TFLite)', 'el modelo del que se hizo', 'the model that it was made of');
  // Pickles begin with their protocol, 2 to 5.
  if (head[0] === 0x80 && head[1]! >= 2 && head[1]! <= 5) {
    throw new BadUsage(
      'Es un pickle de Python, que lleva código y no se ejecuta. Guarda el modelo con model.save("modelo.keras").',
      'This is a Python pickle, which holds code, and is not run. Save the model with model.save("model.keras").',
    );
  }
  if (basename(name) === 'saved_model.pb') throw savedModel();
  if (begins('version https://git-lfs')) {
    throw new BadUsage(
      'Es el puntero de Git LFS, no el modelo: tráelo con «git lfs pull».',
      'This is Git LFS’s pointer, not the model: fetch that with “git lfs pull”.',
    );
  }
  if (/\.onnx$/i.test(name) || isOnnx(head)) throw onnx();
  throw new BadUsage(
    'No es un modelo que se pueda importar: se esperan Keras (.h5, .keras) o TensorFlow.js (model.json).',
    'This is not a model that can be imported: Keras (.h5, .keras) or TensorFlow.js (model.json) is expected.',
  );
}

/** ONNX is a protobuf without a signature: its version, then who wrote it, both short. */
function isOnnx(head: Buffer): boolean {
  return head[0] === 0x08 && head[1]! > 0 && head[1]! < 20 && head[2] === 0x12 && /^[\w.-]+$/.test(producer(head));
}

const producer = (head: Buffer): string => head.toString('latin1', 4, 4 + (head[3] ?? 0));

export const convert = (format: string, es: string, en: string): BadUsage =>
  new BadUsage(
    `Es un modelo de ${format}: importa ${es}, guardado con model.save("modelo.keras").`,
    `This is a ${format} model: import ${en}, saved with model.save("model.keras").`,
  );

const onnx = (): BadUsage =>
  new BadUsage(
    'Es un modelo de ONNX: conviértelo con «pip install onnx2tf tensorflowjs», «onnx2tf -i modelo.onnx -o guardado» y ' +
      '«tensorflowjs_converter --input_format=tf_saved_model guardado tfjs», e importa tfjs/model.json.',
    'This is an ONNX model: convert it with “pip install onnx2tf tensorflowjs”, “onnx2tf -i model.onnx -o saved” and ' +
      '“tensorflowjs_converter --input_format=tf_saved_model saved tfjs”, and import tfjs/model.json.',
  );

export const savedModel = (): BadUsage =>
  new BadUsage(
    'Es un SavedModel de TensorFlow: conviértelo con «pip install tensorflowjs» y «tensorflowjs_converter ' +
      '--input_format=tf_saved_model CARPETA tfjs», e importa tfjs/model.json.',
    'This is a TensorFlow SavedModel: convert it with “pip install tensorflowjs” and “tensorflowjs_converter ' +
      '--input_format=tf_saved_model FOLDER tfjs”, and import tfjs/model.json.',
  );
