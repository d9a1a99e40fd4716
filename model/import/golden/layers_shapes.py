"""Layers that move values about: name → (input shape, what makes the layers)."""

from keras import layers as L

PICTURE = (5, 6, 2)
CHANNELS_FIRST = (2, 5, 6)
LINE = (7, 2)
FIRST = {'data_format': 'channels_first'}

CASES = {
    'flatten': (PICTURE, lambda: [L.Flatten(), L.Dense(3)]),
    'flatten-channels-first': (CHANNELS_FIRST, lambda: [L.Flatten(**FIRST), L.Dense(3)]),
    'reshape': ((12,), lambda: L.Reshape((3, 4))),
    'reshape-inferred': (PICTURE, lambda: L.Reshape((4, -1, 3))),
    'permute': (PICTURE, lambda: L.Permute((3, 1, 2))),
    'repeat-vector': ((5,), lambda: L.RepeatVector(3)),
    'zero-padding1d': (LINE, lambda: L.ZeroPadding1D(2)),
    'zero-padding1d-uneven': (LINE, lambda: L.ZeroPadding1D((1, 3))),
    'zero-padding2d': (PICTURE, lambda: L.ZeroPadding2D((1, 2))),
    'zero-padding2d-uneven': (PICTURE, lambda: L.ZeroPadding2D(((1, 0), (2, 3)))),
    'zero-padding2d-channels-first': (CHANNELS_FIRST, lambda: L.ZeroPadding2D(((1, 0), (2, 3)), **FIRST)),
    'cropping1d': (LINE, lambda: L.Cropping1D((1, 3))),
    'cropping2d': (PICTURE, lambda: L.Cropping2D(((1, 2), (3, 0)))),
    'cropping2d-number': (PICTURE, lambda: L.Cropping2D(1)),
    'cropping2d-channels-first': (CHANNELS_FIRST, lambda: L.Cropping2D(((1, 2), (3, 0)), **FIRST)),
    'up-sampling1d': (LINE, lambda: L.UpSampling1D(3)),
    'up-sampling2d': (PICTURE, lambda: L.UpSampling2D((2, 3))),
    'up-sampling2d-bilinear': (PICTURE, lambda: L.UpSampling2D((2, 3), interpolation='bilinear')),
    'up-sampling2d-channels-first': (CHANNELS_FIRST, lambda: L.UpSampling2D((2, 3), **FIRST)),
    'resizing-up': (PICTURE, lambda: L.Resizing(9, 11)),
    'resizing-down': (PICTURE, lambda: L.Resizing(3, 4)),
    'resizing-nearest-up': (PICTURE, lambda: L.Resizing(9, 11, interpolation='nearest')),
    'resizing-nearest-down': (PICTURE, lambda: L.Resizing(3, 4, interpolation='nearest')),
    'resizing-cropped': (PICTURE, lambda: L.Resizing(4, 4, crop_to_aspect_ratio=True)),
    'center-crop': (PICTURE, lambda: L.CenterCrop(3, 3)),
    'center-crop-uneven': ((6, 7, 2), lambda: L.CenterCrop(3, 4)),
    'center-crop-up': (PICTURE, lambda: L.CenterCrop(8, 7)),
}
