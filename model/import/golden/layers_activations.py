"""Activations in all their spellings: name → (input shape, what makes the layers, lowest input, highest input)."""

import keras
from keras import layers as L

PICTURE = (4, 3, 2)
# Far enough out to reach every bend: hard_sigmoid's and relu6's are at 3 and 6.
WIDE = (-8.0, 8.0)

NAMES = [
    'celu', 'elu', 'gelu', 'glu', 'hard_shrink', 'hard_sigmoid', 'hard_silu', 'hard_swish', 'hard_tanh',
    'leaky_relu', 'linear', 'log_sigmoid', 'log_softmax', 'mish', 'relu', 'relu6', 'selu', 'sigmoid', 'silu',
    'soft_shrink', 'softmax', 'softplus', 'softsign', 'sparse_plus', 'sparse_sigmoid', 'squareplus',
    'swish', 'tanh', 'tanh_shrink',
]  # fmt: skip


def prelu(**options):
    return L.PReLU(alpha_initializer='random_uniform', **options)


CASES = {
    **{f'activation-{name}': ((12,), lambda name=name: L.Activation(name), *WIDE) for name in NAMES},
    'activation-exponential': ((12,), lambda: L.Activation('exponential')),
    'activation-on-pictures': (PICTURE, lambda: L.Activation('softmax'), *WIDE),
    'activation-object': ((5,), lambda: L.Dense(7, activation=L.LeakyReLU(negative_slope=0.125)), *WIDE),
    'activation-object-relu': ((5,), lambda: L.Dense(7, activation=L.ReLU(max_value=2)), *WIDE),
    'activation-function': ((5,), lambda: L.Dense(7, activation=keras.activations.gelu), *WIDE),
    'activation-of-layer': ((5,), lambda: L.Activation(L.ELU(alpha=0.5)), *WIDE),
    'leaky-relu': (PICTURE, lambda: L.LeakyReLU(), *WIDE),
    'leaky-relu-slope': (PICTURE, lambda: L.LeakyReLU(negative_slope=0.0625), *WIDE),
    'prelu': (PICTURE, lambda: prelu(), *WIDE),
    'prelu-vector': ((6,), lambda: prelu(), *WIDE),
    'prelu-shared': (PICTURE, lambda: prelu(shared_axes=[1, 2]), *WIDE),
    'prelu-shared-one': (PICTURE, lambda: prelu(shared_axes=[2]), *WIDE),
    'elu-alpha': (PICTURE, lambda: L.ELU(alpha=0.25), *WIDE),
    'relu-plain': (PICTURE, lambda: L.ReLU(), *WIDE),
    'relu-capped': (PICTURE, lambda: L.ReLU(max_value=6), *WIDE),
    'relu-all': (PICTURE, lambda: L.ReLU(max_value=5, negative_slope=0.125, threshold=1.5), *WIDE),
    'relu-threshold': (PICTURE, lambda: L.ReLU(threshold=0.5), *WIDE),
    'relu-slope': (PICTURE, lambda: L.ReLU(negative_slope=0.25), *WIDE),
    'softmax-layer': ((7,), lambda: L.Softmax(), *WIDE),
    'softmax-axis-1': (PICTURE, lambda: L.Softmax(axis=1), *WIDE),
    'softmax-axes': (PICTURE, lambda: L.Softmax(axis=[1, 2]), *WIDE),
}
