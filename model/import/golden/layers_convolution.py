"""Dense and the convolutions: name → (input shape, what makes the layers)."""

from keras import layers as L

PICTURE = (8, 7, 2)
CHANNELS_FIRST = (2, 8, 7)
LINE = (9, 2)

CASES = {
    'dense': ((7,), lambda: L.Dense(5)),
    'dense-activation': ((7,), lambda: L.Dense(5, activation='relu')),
    'dense-no-bias': ((7,), lambda: L.Dense(5, use_bias=False)),
    'dense-on-lines': ((4, 3), lambda: L.Dense(5)),
    'dense-on-pictures': ((4, 3, 2), lambda: L.Dense(3, activation='softmax')),
    'einsum-dense': ((4, 3), lambda: L.EinsumDense('abc,cd->abd', output_shape=(None, 5), bias_axes='d')),
    'conv1d-valid': (LINE, lambda: L.Conv1D(3, 4)),
    'conv1d-same-strides': (LINE, lambda: L.Conv1D(3, 4, padding='same', strides=2)),
    'conv1d-causal': (LINE, lambda: L.Conv1D(3, 3, padding='causal', activation='tanh')),
    'conv1d-causal-dilation': (LINE, lambda: L.Conv1D(3, 3, padding='causal', dilation_rate=2)),
    'conv1d-causal-strides': (LINE, lambda: L.Conv1D(3, 3, padding='causal', strides=2)),
    'conv1d-dilation': (LINE, lambda: L.Conv1D(3, 2, dilation_rate=3, use_bias=False)),
    'conv1d-groups': (LINE, lambda: L.Conv1D(4, 3, groups=2)),
    'conv1d-channels-first': ((2, 9), lambda: L.Conv1D(3, 4, data_format='channels_first')),
    'conv1d-transpose': (LINE, lambda: L.Conv1DTranspose(3, 4, strides=2, padding='same')),
    'conv2d-valid': (PICTURE, lambda: L.Conv2D(3, (3, 2))),
    'conv2d-same': (PICTURE, lambda: L.Conv2D(3, (2, 3), padding='same')),
    'conv2d-same-strides': (PICTURE, lambda: L.Conv2D(3, (3, 2), strides=(2, 3), padding='same')),
    'conv2d-strides': (PICTURE, lambda: L.Conv2D(3, (3, 2), strides=(3, 2), activation='sigmoid')),
    'conv2d-dilation': (PICTURE, lambda: L.Conv2D(3, (3, 2), dilation_rate=(2, 3))),
    'conv2d-same-dilation': (PICTURE, lambda: L.Conv2D(3, 3, dilation_rate=2, padding='same', activation='selu')),
    'conv2d-groups': ((8, 7, 4), lambda: L.Conv2D(6, (3, 2), groups=2)),
    'conv2d-groups-same': ((8, 7, 3), lambda: L.Conv2D(6, 2, groups=3, padding='same', strides=2, activation='gelu')),
    'conv2d-no-bias': (PICTURE, lambda: L.Conv2D(3, 3, use_bias=False, activation='swish')),
    'conv2d-pointwise': (PICTURE, lambda: L.Conv2D(4, 1, activation='relu6')),
    'conv2d-channels-first': (CHANNELS_FIRST, lambda: L.Conv2D(3, (3, 2), data_format='channels_first')),
    'conv2d-channels-first-same': (
        CHANNELS_FIRST,
        lambda: L.Conv2D(3, (3, 2), strides=2, padding='same', data_format='channels_first', activation='relu'),
    ),
    'conv2d-transpose-valid': ((4, 5, 2), lambda: L.Conv2DTranspose(3, (3, 2), strides=(2, 1))),
    'conv2d-transpose-same': ((4, 5, 2), lambda: L.Conv2DTranspose(3, (3, 2), strides=2, padding='same')),
    'conv2d-transpose-no-bias': ((4, 5, 2), lambda: L.Conv2DTranspose(3, 3, use_bias=False, activation='elu')),
    'conv2d-transpose-output-padding': (
        (4, 5, 2),
        lambda: L.Conv2DTranspose(3, 3, strides=2, padding='same', output_padding=(1, 0)),
    ),
    'conv2d-transpose-channels-first': (
        (2, 4, 5),
        lambda: L.Conv2DTranspose(3, (3, 2), strides=2, padding='same', data_format='channels_first'),
    ),
    'depthwise-conv1d': (LINE, lambda: L.DepthwiseConv1D(3, depth_multiplier=2)),
    'depthwise-conv1d-strides': (LINE, lambda: L.DepthwiseConv1D(4, strides=2, padding='same', use_bias=False)),
    'depthwise-conv1d-dilation': (LINE, lambda: L.DepthwiseConv1D(3, dilation_rate=2, activation='relu')),
    'depthwise-conv2d': (PICTURE, lambda: L.DepthwiseConv2D((3, 2))),
    'depthwise-conv2d-multiplier': (PICTURE, lambda: L.DepthwiseConv2D((2, 3), depth_multiplier=3, activation='relu')),
    'depthwise-conv2d-strides': (PICTURE, lambda: L.DepthwiseConv2D(3, strides=2, padding='same', use_bias=False)),
    'depthwise-conv2d-dilation': (PICTURE, lambda: L.DepthwiseConv2D((3, 2), dilation_rate=2)),
    'depthwise-conv2d-channels-first': (
        CHANNELS_FIRST,
        lambda: L.DepthwiseConv2D((3, 2), depth_multiplier=2, data_format='channels_first'),
    ),
    'separable-conv1d': (LINE, lambda: L.SeparableConv1D(3, 3, depth_multiplier=2)),
    'separable-conv1d-strides': (LINE, lambda: L.SeparableConv1D(3, 4, strides=2, padding='same', use_bias=False)),
    'separable-conv1d-dilation': (LINE, lambda: L.SeparableConv1D(3, 3, dilation_rate=2, activation='tanh')),
    'separable-conv2d': (PICTURE, lambda: L.SeparableConv2D(3, (3, 2))),
    'separable-conv2d-multiplier': (PICTURE, lambda: L.SeparableConv2D(4, (2, 3), depth_multiplier=2, padding='same')),
    'separable-conv2d-strides': (PICTURE, lambda: L.SeparableConv2D(3, 3, strides=2, padding='same', use_bias=False)),
    'separable-conv2d-dilation': (PICTURE, lambda: L.SeparableConv2D(3, 2, dilation_rate=2, activation='relu')),
    'separable-conv2d-channels-first': (
        CHANNELS_FIRST,
        lambda: L.SeparableConv2D(3, (3, 2), data_format='channels_first'),
    ),
}
