"""Layers of several inputs, fed from one: name → (input shape, what makes the function of the input)."""

import keras
from keras import layers as L

PICTURE = (5, 4, 2)


def of_two(layer, count=2):
    """The layer on `count` convolutions of the same picture."""
    return lambda: lambda picture: layer()([L.Conv2D(3, 2)(picture) for _ in range(count)])


def concatenated(axis):
    return lambda: lambda picture: L.Concatenate(axis=axis)([picture, L.Activation('tanh')(picture), picture])


def dot(**options):
    return lambda: lambda line: L.Dot(**options)([line, L.Activation('tanh')(line)])


def spread(line):
    """Adding shapes that are not the same: one value per channel to a whole picture."""
    return L.Add()([line, L.GlobalAveragePooling2D(keepdims=True)(line)])


def squeeze_and_excite(picture):
    """A gate per channel, as in MobileNet and EfficientNet."""
    x = L.Conv2D(4, 3, padding='same')(picture)
    gate = L.Reshape((1, 1, 4))(L.GlobalAveragePooling2D()(x))
    gate = L.Dense(4, activation='sigmoid')(L.Dense(2, activation='relu')(gate))
    return L.Multiply()([x, gate])


def chain_shared(picture):
    """One layer used three times, once on its own output."""
    shared = L.Conv2D(2, 3, padding='same', activation='tanh')
    once = shared(picture)
    return L.Subtract()([shared(once), shared(L.Activation('relu')(picture))])


def model_twice(picture):
    """A model used twice, as in a Siamese network."""
    tower = keras.Sequential([keras.Input(PICTURE), L.Conv2D(3, 2), L.BatchNormalization(), L.Flatten(), L.Dense(4)])
    return L.Subtract()([tower(picture), tower(L.Activation('tanh')(picture))])


CASES = {
    'add': (PICTURE, of_two(L.Add)),
    'add-three': (PICTURE, of_two(L.Add, 3)),
    'add-spread': (PICTURE, lambda: spread),
    'subtract': (PICTURE, of_two(L.Subtract)),
    'multiply': (PICTURE, of_two(L.Multiply)),
    'average': (PICTURE, of_two(L.Average, 3)),
    'maximum': (PICTURE, of_two(L.Maximum, 3)),
    'minimum': (PICTURE, of_two(L.Minimum)),
    'concatenate': (PICTURE, concatenated(-1)),
    'concatenate-axis-1': (PICTURE, concatenated(1)),
    'concatenate-axis-2': (PICTURE, concatenated(2)),
    'dot': ((6,), dot(axes=1)),
    'dot-lines': ((4, 3), dot(axes=(2, 2))),
    'dot-normalized': ((6,), dot(axes=-1, normalize=True)),
    'squeeze-and-excite': (PICTURE, lambda: squeeze_and_excite),
    'shared-layer': (PICTURE, lambda: chain_shared),
    'shared-model': (PICTURE, lambda: model_twice),
}
