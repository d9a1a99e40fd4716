"""Each layer alone, and each of its options that changes numbers, as `.keras` of the newest Keras 3."""

import zipfile

from case import place, quiet, sample, settle, write

quiet()

import keras
import numpy as np
import tensorflow as tf

import layers_activations
import layers_convolution
import layers_merging
import layers_normalization
import layers_pooling
import layers_recurrent
import layers_serving
import layers_shapes
from networks import randomize_all

MADE = f'keras {keras.__version__} on tensorflow {tf.__version__}'
TABLES = [
    layers_activations,
    layers_convolution,
    layers_merging,
    layers_normalization,
    layers_pooling,
    layers_recurrent,
    layers_serving,
    layers_shapes,
]


def model_of(shape, content):
    """A Sequential of one layer or of a list of them, or what a function makes of the input."""
    if callable(content) and not isinstance(content, keras.layers.Layer):
        picture = keras.Input(shape)
        return keras.Model(picture, content(picture))
    return keras.Sequential([keras.Input(shape), *(content if isinstance(content, list) else [content])])


def main():
    for table in TABLES:
        for name, (shape, make, *low) in table.CASES.items():
            keras.backend.clear_session()
            model = randomize_all(model_of(shape, make()))
            for layer in model.layers:
                if isinstance(layer, keras.layers.Normalization):
                    layer.finalize_state()  # it keeps copies of its weights
            path = place('layers', f'{name}.keras')
            model.save(path)
            settle(path, zipfile.ZIP_DEFLATED)
            inputs = sample(shape, *low)
            write(path, MADE, inputs, np.asarray(model(inputs, training=False)))


if __name__ == '__main__':
    main()
