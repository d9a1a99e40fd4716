"""The same networks in every container that Keras 3 and tf.keras 2.x write: run in each of the three environments."""

import zipfile

from case import place, quiet, sample, settle, write

quiet()

import keras
import numpy as np
import tensorflow as tf

import networks

ERA = 'keras-3' if keras.__version__.startswith('3') else 'tf-' + keras.__version__.rsplit('.', 1)[0]
MADE = f'keras {keras.__version__} on tensorflow {tf.__version__}'


def answer(model, inputs):
    return np.asarray(model(inputs, training=False))


def save(model, name, *, low=-1.0, high=1.0, reference=None, pack=zipfile.ZIP_DEFLATED, **options):
    """Saves one container; its outputs are those of `reference`, by default the model itself."""
    path = place('containers', f'{ERA}-{name}')
    model.save(str(path), **options)
    if zipfile.is_zipfile(path):
        settle(path, pack)
    inputs = sample(model.input_shape[1:], low, high)
    write(path, MADE, inputs, answer(reference or model, inputs))
    return path


def built(make, **options):
    """A network made under fresh automatic names, with random weights."""
    keras.backend.clear_session()
    return networks.randomize_all(make(keras, **options))


def every_container():
    """The networks as `.keras`, `.h5`, and weights only with the architecture beside them."""
    for make in (networks.cnn, networks.residual, networks.nested, networks.arithmetic):
        save_both(built(make), make.__name__)
    only_weights(built(networks.nested), 'nested.weights.h5')
    # As Keras writes it: its zips are not compressed.
    save(built(networks.small), 'small.keras', pack=zipfile.ZIP_STORED)
    save(built(networks.augmented), 'augmented.keras')


def of_2_15():
    """What Keras 2.15 writes otherwise."""
    save_both(built(networks.residual), 'residual')
    save_both(built(networks.nested), 'nested')
    save_both(built(networks.arithmetic), 'arithmetic')
    save(built(networks.slashes), 'slashes.h5')
    only_weights(built(networks.nested), 'nested.weights.h5')
    # Under a name that does not end in .weights.h5, this era wrote the older layout.
    only_weights(built(networks.nested), 'nested-weights.h5')
    save(built(networks.augmented), 'augmented.h5')
    flat = [keras.layers.Flatten(input_shape=(28, 28)), keras.layers.Dense(4, activation='softmax')]
    save(built(lambda keras: keras.Sequential(flat)), '28x28.h5', low=0)


def first_zip():
    """Keras 2.12 had the zip, but wrote HDF5 under a `.keras` name unless told otherwise."""
    for make in (networks.cnn, networks.residual, networks.nested, networks.augmented):
        save(built(make), f'{make.__name__}.keras', save_format='keras_v3')
    save(built(networks.small), 'small-hdf5.keras')


def only_weights(model, name):
    """The weights in one file, the architecture in another."""
    weights = place('containers', f'{ERA}-{name}')
    model.save_weights(str(weights))
    architecture = weights.with_suffix('.architecture.json')
    architecture.write_text(model.to_json() + '\n')
    inputs = sample(model.input_shape[1:])
    write(weights, MADE, inputs, answer(model, inputs), architecture=architecture.name)


def compiled():
    """Optimizer state, a loss known only by its name, metrics: none of it matters for predicting."""
    model = built(networks.small)

    def ordinal_loss(truth, guess):
        return keras.losses.mean_squared_error(truth, guess)

    model.compile(optimizer=keras.optimizers.Adam(1e-3), loss=ordinal_loss, metrics=['accuracy'])
    model.fit(np.zeros((4, 6, 5, 2), 'float32'), np.zeros((4, 4), 'float32'), verbose=0)
    networks.randomize_all(model)
    save_both(model, 'compiled')


def save_both(model, name, **options):
    save(model, f'{name}.keras', **options)
    save(model, f'{name}.h5', **options)


def half_precision():
    """The mixed_float16 policy; compared with the same weights in float32."""
    reference = built(networks.small)
    keras.mixed_precision.set_global_policy('mixed_float16')
    model = built(networks.small)
    keras.mixed_precision.set_global_policy('float32')
    save_both(model, 'mixed-float16', reference=reference)


def double_precision():
    """Weights of 64 bits."""
    keras.backend.set_floatx('float64')
    model = built(networks.small)
    keras.backend.set_floatx('float32')
    save(model, 'float64.h5')


def fixed_batch():
    """A batch size that is part of the model."""
    reference = built(networks.small)
    start = lambda: keras.layers.InputLayer(batch_shape=(32, 6, 5, 2))
    make = lambda keras: keras.Sequential([start(), *networks.small(keras).layers])
    save_both(built(make), 'fixed-batch', reference=reference)


def input_shapes():
    """The pictures that people's models take, and the ways to say so."""
    L, S, Input = keras.layers, keras.Sequential, keras.Input
    head = lambda units=10: L.Dense(units, activation='softmax')
    conv = lambda **more: L.Conv2D(2, 3, strides=2, activation='relu', **more)
    cases = {
        '28x28x1': lambda k: S([Input((28, 28, 1)), conv(), conv(), L.Flatten(), head()]),
        '28x28': lambda k: S([L.Flatten(input_shape=(28, 28)), L.Dense(4, activation='relu'), head()]),
        '784': lambda k: S([L.Dense(4, activation='sigmoid', input_shape=(784,)), head()]),
        '784-reshape': lambda k: S([L.Reshape((28, 28, 1), input_shape=(784,)), conv(), conv(), L.Flatten(), head()]),
        '32x32x1': lambda k: S([conv(input_shape=(32, 32, 1)), conv(), L.Flatten(), head()]),
        '29x22x1': lambda k: S([Input((29, 22, 1)), conv(), conv(), L.Flatten(), head()]),
        '16x16x3': lambda k: S([L.InputLayer(input_shape=(16, 16, 3)), conv(), L.Flatten(), head(3)]),
        'one-unit': lambda k: S([Input((12, 11, 1)), conv(), L.Flatten(), L.Dense(1, activation='sigmoid')]),
    }
    for name, make in cases.items():
        save(built(make), f'{name}.keras', low=0)
    any_size(built(lambda k: S([Input((None, None, 1)), conv(), L.GlobalMaxPooling2D(), head(3)])))


def any_size(model):
    """A model without a size of its own, asked with 13x12 pictures."""
    path = place('containers', f'{ERA}-any-size.h5')
    model.save(str(path))
    inputs = sample((13, 12, 1), low=0)
    write(path, MADE, inputs, answer(model, inputs))


def main():
    if ERA == 'tf-2.12':
        first_zip()
        return
    half_precision()
    if ERA == 'tf-2.15':
        of_2_15()
        return
    every_container()
    compiled()
    double_precision()
    fixed_batch()
    input_shapes()


if __name__ == '__main__':
    main()
