"""Normalizations: name → (input shape, what makes the layers)."""

import numpy as np
from keras import layers as L

PICTURE = (5, 4, 3)


def adapted(shape, **options):
    """A Normalization that has seen data."""
    layer = L.Normalization(**options)
    layer.adapt(np.random.default_rng(3).normal(0.25, 0.75, (16, *shape)).astype('float32'))
    return layer


CASES = {
    'batch-normalization': (PICTURE, lambda: L.BatchNormalization()),
    'batch-normalization-vector': ((6,), lambda: L.BatchNormalization(epsilon=1e-5)),
    'batch-normalization-line': ((6, 3), lambda: L.BatchNormalization(epsilon=0.01)),
    'batch-normalization-axis-1': (PICTURE, lambda: L.BatchNormalization(axis=1)),
    'batch-normalization-axis-2': ((5, 4), lambda: L.BatchNormalization(axis=2)),
    'batch-normalization-no-scale': (PICTURE, lambda: L.BatchNormalization(scale=False)),
    'batch-normalization-no-center': (PICTURE, lambda: L.BatchNormalization(center=False)),
    'batch-normalization-bare': (PICTURE, lambda: L.BatchNormalization(center=False, scale=False)),
    'layer-normalization': (PICTURE, lambda: L.LayerNormalization()),
    'layer-normalization-axes': (PICTURE, lambda: L.LayerNormalization(axis=[1, 2, 3], epsilon=0.01)),
    'layer-normalization-axis-1': (PICTURE, lambda: L.LayerNormalization(axis=1)),
    'layer-normalization-no-center': (PICTURE, lambda: L.LayerNormalization(center=False)),
    'layer-normalization-no-scale': ((6,), lambda: L.LayerNormalization(scale=False)),
    'rms-normalization': (PICTURE, lambda: L.RMSNormalization()),
    'group-normalization': ((5, 4, 6), lambda: L.GroupNormalization(groups=3)),
    'group-normalization-one': ((5, 4, 6), lambda: L.GroupNormalization(groups=1, epsilon=0.01)),
    'group-normalization-instance': ((5, 4, 6), lambda: L.GroupNormalization(groups=-1)),
    'group-normalization-axis-1': ((4, 5, 3), lambda: L.GroupNormalization(groups=2, axis=1)),
    'group-normalization-bare': ((5, 6), lambda: L.GroupNormalization(groups=2, center=False, scale=False)),
    'unit-normalization': (PICTURE, lambda: L.UnitNormalization()),
    'unit-normalization-axes': (PICTURE, lambda: L.UnitNormalization(axis=[1, 2])),
    'normalization-adapted': (PICTURE, lambda: adapted(PICTURE)),
    'normalization-adapted-whole': (PICTURE, lambda: adapted(PICTURE, axis=None)),
    'normalization-adapted-axes': (PICTURE, lambda: adapted(PICTURE, axis=(1, 3))),
    'normalization-adapted-vector': ((6,), lambda: adapted((6,))),
    'normalization-given': (PICTURE, lambda: L.Normalization(mean=[0.25, 0.5, -0.5], variance=[0.5, 2.0, 0.25])),
    'normalization-given-scalar': (PICTURE, lambda: L.Normalization(axis=None, mean=0.1307, variance=0.0949)),
    'normalization-invert': (
        PICTURE,
        lambda: L.Normalization(mean=[0.25, 0.5, -0.5], variance=[0.5, 2, 0.25], invert=True),
    ),
    'normalization-axis-1': (PICTURE, lambda: L.Normalization(axis=1, mean=[0, 1, 2, 3, 4], variance=[1, 2, 3, 4, 5])),
    'rescaling': (PICTURE, lambda: L.Rescaling(1 / 255)),
    'rescaling-offset': (PICTURE, lambda: L.Rescaling(1 / 127.5, offset=-1)),
    'rescaling-list': (PICTURE, lambda: L.Rescaling([0.5, 2.0, -1.0], offset=[0.25, 0.5, 0.75])),
    'spectral-normalization': (PICTURE, lambda: L.SpectralNormalization(L.Conv2D(2, 3))),
}
