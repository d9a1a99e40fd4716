"""Small networks that more than one group saves. `keras` is any of Keras 3 and tf.keras 2.x."""

import numpy as np

from case import SEED, random_weight


def cnn(keras, shape=(9, 7, 2), name='cnn'):
    """What most people train: convolutions, batch normalization, pooling, dropout, two dense layers."""
    L = keras.layers
    return keras.Sequential(
        [
            keras.Input(shape),
            L.Conv2D(4, 3, activation='relu', padding='same'),
            L.BatchNormalization(),
            L.MaxPooling2D(2),
            L.Conv2D(3, (2, 3), use_bias=False),
            L.BatchNormalization(),
            L.Activation('relu'),
            L.Dropout(0.25),
            L.Flatten(),
            L.Dense(6, activation='relu'),
            L.Dropout(0.5),
            L.Dense(5, activation='softmax'),
        ],
        name=name,
    )


def small(keras, shape=(6, 5, 2)):
    """For what concerns the container alone."""
    L = keras.layers
    return keras.Sequential(
        [
            keras.Input(shape),
            L.Conv2D(3, (2, 3), activation='relu'),
            L.BatchNormalization(),
            L.Flatten(),
            L.Dense(4, activation='softmax'),
        ],
        name='small',
    )


def residual(keras, shape=(7, 6, 2)):
    """Functional: a residual connection, a concatenation, and one dense layer used twice."""
    L = keras.layers
    picture = keras.Input(shape, name='picture')
    x = L.Conv2D(3, 3, padding='same', name='stem')(picture)
    y = L.Conv2D(3, 3, padding='same', activation='relu', name='branch')(x)
    y = L.BatchNormalization(name='branch_norm')(y)
    x = L.Add(name='sum')([x, y])
    shared = L.Dense(4, activation='tanh', name='shared')
    left = shared(L.GlobalAveragePooling2D(name='mean')(x))
    right = shared(L.GlobalMaxPooling2D(name='top')(x))
    both = L.Concatenate(name='both')([left, right])
    return keras.Model(picture, L.Dense(5, activation='softmax', name='scores')(both), name='residual')


def nested(keras, shape=(8, 7, 1)):
    """A Sequential in a functional model in a Sequential, some layers frozen, so that the order in which the old
    container writes the weights of a nested model (trainable ones first) is not the order of its layers."""
    L = keras.layers
    block = keras.Sequential(
        [
            keras.Input((6, 5, 3)),
            L.BatchNormalization(name='calm'),
            L.Conv2D(3, 3, padding='same', name='Look_Closely', trainable=False),
            L.BatchNormalization(name='frozen_calm', trainable=False),
            L.DepthwiseConv2D(3, padding='same', name='each'),
        ],
        name='block',
    )
    inner = keras.Input((8, 7, 1), name='inner_picture')
    x = L.Conv2D(3, 3, name='first', trainable=False)(inner)
    x = L.Concatenate(name='beside')([block(x), x])
    body = keras.Model(inner, L.GlobalAveragePooling2D(name='squeeze')(x), name='My.Body')
    return keras.Sequential(
        [
            keras.Input(shape),
            L.Rescaling(0.5, offset=-0.125, name='rescale'),
            body,
            L.Dense(6, activation='elu', name='dense'),
            L.BatchNormalization(name='last_norm'),
            L.Dense(5, activation='softmax', name='dense_1'),
        ],
        name='nested',
    )


def augmented(keras, shape=(9, 8, 1)):
    """Augmentation as a nested Sequential without an input of its own, as the tutorials have it."""
    L = keras.layers
    augmentation = keras.Sequential(
        [
            L.RandomRotation(0.1),
            L.RandomZoom(0.1),
            L.RandomTranslation(0.1, 0.1),
            L.RandomFlip(),
            L.RandomContrast(0.2),
        ],
        name='data_augmentation',
    )
    return keras.Sequential(
        [
            keras.Input(shape),
            augmentation,
            L.Rescaling(1.0 / 255),
            L.GaussianNoise(0.1),
            L.Conv2D(3, 3, activation='relu'),
            L.GlobalMaxPooling2D(),
            L.Dense(4),
            L.Softmax(),
        ]
    )


def slashes(keras, shape=(8, 7, 1)):
    """A model within, whose layers have names like paths, as those of Keras' own DenseNet have."""
    L = keras.layers
    base = keras.Sequential(
        [
            keras.Input(shape),
            L.Conv2D(3, 3, use_bias=False, name='conv1/conv'),
            L.BatchNormalization(name='conv1/bn'),
            L.Conv2D(3, 3, name='conv'),
            L.GlobalAveragePooling2D(name='pool'),
        ],
        name='base',
    )
    return keras.Sequential([keras.Input(shape), base, L.Dense(4, activation='softmax')])


def arithmetic(keras, shape=(6, 5, 1)):
    """What people write between layers."""
    L = keras.layers
    picture = keras.Input(shape)
    x = picture / 2.0 - 0.25
    y = L.Conv2D(2, 3, padding='same')(x)
    x = x * 3.0 + y
    return keras.Model(picture, L.Dense(3)(L.Flatten()((x - y) * y + 0.5)))


def randomize_all(model):
    """Random weights everywhere, the states of random number generators left alone. Returns the model."""
    rng = np.random.default_rng(SEED)
    for weight in model.weights:
        if 'float' in str(weight.dtype):
            weight.assign(random_weight(getattr(weight, 'path', weight.name), tuple(weight.shape), rng))
    return model
