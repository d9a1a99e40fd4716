"""What the importer must refuse: `refused` is a word that its sentence must hold, empty where any clear one will do.

Run in two environments: Keras 3 makes most of it, tf.keras 2.15 what only it writes.
"""

import io
import json
import pickle
import shutil
import zipfile

from case import MODELS, THE_DAY, place, quiet, settle, write

quiet()

import h5py
import keras
import numpy as np
import tensorflow as tf

import networks

MADE = f'keras {keras.__version__} on tensorflow {tf.__version__}'
L = keras.layers


def refused(name, word, content=None, made='written by hand'):
    """Records a case; `content` is its bytes, or None where the file is there already. A folder is one case."""
    group, _, file = f'refused/{name}'.rpartition('/')
    path = place(group, file)
    if content is not None:
        path.write_bytes(content)
    case = MODELS / 'refused' / name.split('/')[0]
    write(case, made, refused=word)


def saved(name, word, model):
    """A model that Keras saves gladly, and that cannot be imported."""
    keras_model = networks.randomize_all(model)
    path = place('refused', name)
    keras_model.save(str(path))
    if path.suffix == '.keras':
        settle(path, zipfile.ZIP_DEFLATED)
    refused(name, word, made=MADE)


def zipped(members):
    """A zip of these members, stored."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, 'w') as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name, THE_DAY), data)
    return file.getvalue()


def two_inputs():
    first, second = keras.Input((4,)), keras.Input((3,))
    return keras.Model([first, second], L.Dense(2)(L.Concatenate()([first, second])))


def two_outputs():
    picture = keras.Input((4,))
    return keras.Model(picture, [L.Dense(2)(picture), L.Dense(3)(picture)])


def attention():
    x = keras.Input((4, 3))
    return keras.Model(x, L.Flatten()(L.MultiHeadAttention(2, 3)(x, x)))


def operators():
    """A function of a tensor rather than a layer."""
    picture = keras.Input((6, 5, 1))
    sine = keras.ops.sin if hasattr(keras, 'ops') else tf.math.sin
    return keras.Model(picture, L.Dense(3)(L.Flatten()(sine(picture))))


def custom():
    @keras.saving.register_keras_serializable(package='mine')
    class Swirl(L.Layer):
        def call(self, x):
            return x * 2

    return keras.Sequential([keras.Input((4,)), Swirl(), L.Dense(2)])


def lambdas():
    return keras.Sequential([keras.Input((4,)), L.Lambda(lambda x: x * 2), L.Dense(2)])


def sequence(*layers, shape=(4,)):
    return keras.Sequential([keras.Input(shape), *layers])


def with_keras_2():
    saved('keras-2-lambda.h5', 'Lambda', lambdas())
    saved('keras-2-operators.h5', 'math.sin', operators())
    saved('keras-2-custom.h5', 'Swirl', custom())


def with_keras_3():
    saved('lambda.keras', 'Lambda', lambdas())
    saved('lambda-nested.keras', 'Lambda', keras.Sequential([keras.Input((4,)), lambdas(), L.Dense(2)]))
    saved('operators.keras', 'Sin', operators())
    saved('custom.keras', 'Swirl', custom())
    saved('attention.keras', 'MultiHeadAttention', attention())
    saved('embedding.keras', 'Embedding', sequence(L.Embedding(5, 3), L.Flatten(), L.Dense(2)))
    saved('two-inputs.keras', '', two_inputs())
    saved('two-outputs.keras', '', two_outputs())
    saved('conv3d.keras', '', sequence(L.Conv3D(2, 2), shape=(4, 4, 4, 1)))
    damaged()
    of_other_kinds()


def damaged():
    """Files that lie or are cut short."""
    keras.backend.clear_session()
    model = networks.randomize_all(sequence(L.Dense(3), L.Dense(2), shape=(3,)))
    for ending in ('keras', 'h5'):
        whole = place('refused', f'whole.{ending}')
        model.save(whole)
        if ending == 'keras':
            settle(whole)
            more_units(whole)
        data = whole.read_bytes()
        refused(f'cut-short.{ending}', '', data[: len(data) // 2])
        refused(f'cut-at-the-end.{ending}', '', data[:-100])
        refused(f'changed.{ending}', '', data[:96] + bytes(200) + data[296:])
        whole.unlink()
    weights = place('refused', 'weights-alone.weights.h5')
    model.save_weights(weights)
    refused(weights.name, '--architecture', made=MADE)
    empty = place('refused', 'no-model.h5')
    with h5py.File(empty, 'w') as file:
        file['pictures'] = np.arange(12.0)
    refused(empty.name, '')


def more_units(whole):
    """A config that wants more units than the weights have, and one without the file of weights."""
    path = place('refused', 'more-units.keras')
    shutil.copy(whole, path)

    def edit(config):
        config['config']['layers'][-1]['config']['units'] = 40

    settle(path, zipfile.ZIP_DEFLATED, edit)
    refused(path.name, 'dense', made=MADE + ', changed by hand')
    members = zipfile.ZipFile(whole)
    refused('no-weights.keras', '', zipped({name: members.read(name) for name in ('metadata.json', 'config.json')}))


def of_other_kinds():
    """Files that are something else."""
    refused('pickle.h5', '', pickle.dumps({'model': 'print'}, protocol=4))
    refused('pickle.keras', '', zipped({'config.json': pickle.dumps([1, 2, 3], protocol=4), 'metadata.json': b'{}'}))
    # ModelProto: ir_version 8, producer "pytorch", an empty graph named "main", opset 17.
    refused('onnx.onnx', 'ONNX', b'\x08\x08\x12\x07pytorch\x3a\x06\x12\x04main\x42\x04\x0a\x00\x10\x11')
    refused('onnx-named.h5', 'ONNX', b'\x08\x08\x12\x07pytorch\x3a\x06\x12\x04main\x42\x04\x0a\x00\x10\x11')
    refused('tflite.tflite', 'TFLite', b'\x1c\x00\x00\x00TFL3' + bytes(64))
    refused('zeros.h5', '', bytes(100_000))
    refused('zeros.keras', '', bytes(1000))
    refused('nothing.h5', '', b'')
    refused(
        'pytorch.pt', 'PyTorch', zipped({'archive/data.pkl': pickle.dumps({}, protocol=2), 'archive/version': b'3\n'})
    )
    refused(
        'pytorch-named.keras', 'PyTorch', zipped({'archive/data.pkl': b'\x80\x02}q\x00.', 'archive/version': b'3\n'})
    )
    arrays = {f'arr_{index}.npy': npy(values) for index, values in enumerate((np.eye(3), np.arange(4.0)))}
    refused('weights.npz', '', zipped(arrays))
    refused('text.h5', '', 'no es un modelo\n'.encode())
    refused('text.keras', '', json.dumps({'class_name': 'Sequential'}).encode())
    refused('page.h5', '', b'<!DOCTYPE html><html><title>404: Not Found</title></html>')
    refused('git-lfs.h5', '', b'version https://git-lfs.github.com/spec/v1\noid sha256:' + b'0' * 64 + b'\nsize 1234\n')
    refused('tfjs-without-shards/model.json', '', json.dumps(tfjs_without_shards()).encode())
    refused('saved-model/variables/variables.index', '', bytes(8))
    refused('saved-model/saved_model.pb', 'SavedModel', b'\x08\x01\x12\x00')


def npy(values):
    file = io.BytesIO()
    np.save(file, values)
    return file.getvalue()


def tfjs_without_shards():
    config = {
        'name': 's',
        'layers': [{'class_name': 'Dense', 'config': {'name': 'd', 'units': 2, 'batch_input_shape': [None, 3]}}],
    }
    weights = [
        {'name': 'd/kernel', 'shape': [3, 2], 'dtype': 'float32'},
        {'name': 'd/bias', 'shape': [2], 'dtype': 'float32'},
    ]
    return {
        'format': 'layers-model',
        'modelTopology': {'keras_version': '2.15.0', 'model_config': {'class_name': 'Sequential', 'config': config}},
        'weightsManifest': [{'paths': ['group1-shard1of1.bin'], 'weights': weights}],
    }


if __name__ == '__main__':
    with_keras_3() if keras.__version__.startswith('3') else with_keras_2()
