"""Poolings: name → (input shape, what makes the layers)."""

from keras import layers as L

PICTURE = (7, 8, 2)
CHANNELS_FIRST = (2, 7, 8)
LINE = (9, 2)
FIRST = {'data_format': 'channels_first'}

CASES = {}

for name, line, picture in (
    ('max', L.MaxPooling1D, L.MaxPooling2D),
    ('average', L.AveragePooling1D, L.AveragePooling2D),
):
    CASES.update(
        {
            f'{name}-pooling1d': (LINE, lambda line=line: line(2)),
            f'{name}-pooling1d-same': (LINE, lambda line=line: line(3, strides=2, padding='same')),
            f'{name}-pooling1d-strides': (LINE, lambda line=line: line(2, strides=3)),
            f'{name}-pooling1d-channels-first': ((2, 9), lambda line=line: line(2, **FIRST)),
            f'{name}-pooling2d': (PICTURE, lambda picture=picture: picture(2)),
            f'{name}-pooling2d-oblong': (PICTURE, lambda picture=picture: picture((3, 2), strides=(1, 3))),
            f'{name}-pooling2d-same': (PICTURE, lambda picture=picture: picture((3, 2), strides=2, padding='same')),
            f'{name}-pooling2d-same-dense': (PICTURE, lambda picture=picture: picture(3, strides=1, padding='same')),
            f'{name}-pooling2d-channels-first': (
                CHANNELS_FIRST,
                lambda picture=picture: picture((3, 2), padding='same', **FIRST),
            ),
        }
    )

for name, line, picture in (
    ('max', L.GlobalMaxPooling1D, L.GlobalMaxPooling2D),
    ('average', L.GlobalAveragePooling1D, L.GlobalAveragePooling2D),
):
    CASES.update(
        {
            f'global-{name}-pooling1d': (LINE, lambda line=line: line()),
            f'global-{name}-pooling1d-keepdims': (LINE, lambda line=line: line(keepdims=True)),
            f'global-{name}-pooling1d-channels-first': (LINE, lambda line=line: line(**FIRST)),
            f'global-{name}-pooling2d': (PICTURE, lambda picture=picture: picture()),
            f'global-{name}-pooling2d-keepdims': (PICTURE, lambda picture=picture: picture(keepdims=True)),
            f'global-{name}-pooling2d-channels-first': (CHANNELS_FIRST, lambda picture=picture: picture(**FIRST)),
        }
    )
