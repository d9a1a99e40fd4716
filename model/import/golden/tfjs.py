"""TF.js layers models and graph models, by the official converter on Keras 2.15: `CASE/model.json` and its shards."""

import json
import sys
import tempfile
import types

from case import place, quiet, sample, write

quiet()

import keras
import numpy as np
import tensorflow as tf

# The converter imports these for conversions that are not made here.
for name in ('tensorflow_decision_forests', 'jax', 'jax.experimental', 'jax.experimental.jax2tf'):
    sys.modules[name] = types.ModuleType(name)
sys.modules['jax.experimental'].jax2tf = sys.modules['jax.experimental.jax2tf']
sys.modules['jax'].experimental = sys.modules['jax.experimental']
sys.modules['jax'].Array = None

import tensorflowjs
from tensorflowjs.converters import save_keras_model
from tensorflowjs.converters.tf_saved_model_conversion_v2 import convert_tf_saved_model

from tensorflowjs.quantization import dequantize_weights, quantize_weights

import networks

MADE = f'tensorflowjs {tensorflowjs.__version__}, keras {keras.__version__} on tensorflow {tf.__version__}'
L = keras.layers


def built(make, **options):
    keras.backend.clear_session()
    return networks.randomize_all(make(keras, **options))


def answer(model, inputs):
    return np.asarray(model(inputs, training=False))


def layers_model(name, model, reference=None, **options):
    """`NAME/model.json` and its shards."""
    path = place(f'tfjs/{name}', 'model.json')
    save_keras_model(model, str(path.parent), **options)
    inputs = sample(model.input_shape[1:])
    write(path.parent, MADE, inputs, answer(reference or model, inputs), file='model.json')


def in_steps(model):
    """The model with its weights as they will be read back: each in 256 steps from its least value to its greatest."""
    for weight in model.weights:
        steps, metadata = quantize_weights(weight.numpy(), np.uint8)
        weight.assign(dequantize_weights(steps, metadata))
    return model


def graph_model(name, model):
    """From a SavedModel, as most graph models are made."""
    path = place(f'tfjs/{name}', 'model.json')
    with tempfile.TemporaryDirectory() as saved:
        tf.saved_model.save(model, saved)
        convert_tf_saved_model(saved, str(path.parent))
    # Attributes come in any order.
    path.write_text(json.dumps(json.loads(path.read_text()), sort_keys=True))
    inputs = sample(model.input_shape[1:])
    write(path.parent, MADE, inputs, answer(model, inputs), file='model.json')


def flat(keras, shape=(784,), activation='softmax'):
    return keras.Sequential([keras.Input(shape), L.Dense(5, activation='relu'), L.Dense(10, activation=activation)])


def fused(keras, activation='sigmoid'):
    """The converter makes activations one with the products before them, some of which not every backend has so."""
    return keras.Sequential([keras.Input((16,)), L.Dense(5, activation='tanh'), L.Dense(3, activation=activation)])


def picture(keras, activation='softmax'):
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            L.Conv2D(3, (3, 5), strides=2, activation='relu'),
            L.BatchNormalization(),
            L.MaxPooling2D(2),
            L.Flatten(),
            L.Dense(10, activation=activation),
        ]
    )


def main():
    layers_model('layers-cnn', built(networks.cnn))
    layers_model('layers-nested', built(networks.nested))
    layers_model('layers-shards', built(networks.residual), weight_shard_size_bytes=256)
    # The random weights are multiples of 1/256, which float16 holds exactly.
    layers_model('layers-float16', built(networks.small), quantization_dtype_map={'float16': '*'})
    steps = in_steps(built(networks.small))
    layers_model('layers-uint8', built(networks.small), steps, quantization_dtype_map={'uint8': '*'})
    graph_model('graph-cnn', built(networks.cnn))
    graph_model('graph-picture', built(picture))
    graph_model('graph-logits', built(picture, activation=None))
    graph_model('graph-flat', built(flat))
    graph_model('graph-fused', built(fused))


if __name__ == '__main__':
    main()
