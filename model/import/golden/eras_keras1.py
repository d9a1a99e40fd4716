"""Keras 1: `Convolution2D`, `nb_filter`, `border_mode`, `dim_ordering`, `merge`, recurrent layers in twelve pieces."""

import h5py
import numpy as np


def cases(keras, version, backend):
    """Case name → (what makes the model, options of `record`)."""
    L, S = keras.layers, keras.models.Sequential

    def cnn(order):
        shape, axis = ((7, 8, 2), -1) if order == 'tf' else ((2, 7, 8), 1)
        model = S()
        model.add(L.Convolution2D(4, 5, 3, border_mode='same', dim_ordering=order, input_shape=shape))
        model.add(L.BatchNormalization(axis=axis, mode=0))
        model.add(L.LeakyReLU(0.125))
        model.add(L.MaxPooling2D((2, 2), dim_ordering=order))
        model.add(L.ZeroPadding2D((1, 2), dim_ordering=order))
        model.add(L.Convolution2D(3, 2, 3, subsample=(1, 2), bias=False, activation='relu', dim_ordering=order))
        model.add(L.Dropout(0.25))
        model.add(L.Flatten())
        model.add(L.Dense(5))
        model.add(L.Activation('softmax'))
        return model

    def branches():
        picture = L.Input((6, 7, 2))
        conv = lambda activation: L.Convolution2D(3, 3, 3, border_mode='same', activation=activation, dim_ordering='tf')
        left, right = conv('relu')(picture), conv('tanh')(picture)
        both = L.merge([left, right], mode='sum')
        both = L.merge([both, picture], mode='concat', concat_axis=-1)
        squeezed = L.Flatten()(L.AveragePooling2D((6, 7), dim_ordering='tf')(both))
        half = L.Dense(4, activation='sigmoid')
        out = L.merge([half(squeezed), L.Dense(4, activation='relu')(squeezed)], mode='mul')
        return keras.models.Model(input=picture, output=L.Dense(3, activation='softmax')(out))

    def nested():
        inner = S([L.Dense(4, activation='relu', input_dim=6), L.BatchNormalization(), L.Dense(3)])
        return S(
            [L.Dense(6, input_dim=5, init='he_normal', activation='tanh'), inner, L.Dense(2, activation='softmax')]
        )

    def sequence(layer):
        model = S()
        model.add(layer)
        model.add(L.Dense(3, activation='softmax'))
        return model

    def odd():
        model = S()
        model.add(L.Reshape((9, 8, 1), input_shape=(72,)))
        model.add(L.AtrousConvolution2D(3, 2, 3, atrous_rate=(2, 2), dim_ordering='tf'))
        model.add(L.PReLU())
        model.add(L.AveragePooling2D((2, 1), strides=(2, 1), dim_ordering='tf'))
        model.add(L.UpSampling2D((2, 1), dim_ordering='tf'))
        model.add(L.Permute((2, 1, 3)))
        model.add(L.ELU(0.5))
        model.add(L.Reshape((4, -1)))
        model.add(L.TimeDistributed(L.Dense(3)))
        model.add(L.Convolution1D(4, 3, border_mode='same', subsample_length=2))
        model.add(L.MaxPooling1D(2))
        model.add(L.Flatten())
        model.add(L.Dense(3, activation='hard_sigmoid'))
        return model

    def mark(path):
        with h5py.File(path, 'r+') as file:
            file.attrs['backend'] = np.bytes_('theano')

    made = {
        'th': (lambda: cnn('th'), {}),
        'tf': (lambda: cnn('tf'), {}),
    }
    if backend == 'theano':
        # Theano's convolution is a true one. Keras 1 does not write which backend it ran on, but TensorFlow's weights
        # have names that end in `:0`.
        marked = {f'{name}-marked': (make, {'edit': mark}) for name, (make, _) in made.items()}
        return {**marked, 'th-unmarked': made['th']}
    made.update({'merge': (branches, {}), 'lstm': (lambda: sequence(L.LSTM(4, input_shape=(5, 3))), {})})
    if version == '1.2.2':
        made.update(
            {
                'nested': (nested, {}),
                'gru': (lambda: sequence(L.GRU(4, input_shape=(5, 3))), {}),
                'weights': (lambda: cnn('tf'), {'weights_only': True}),
                'lstm-gpu': (lambda: sequence(L.LSTM(4, input_shape=(5, 3), consume_less='gpu')), {}),
                'bidirectional': (lambda: sequence(L.Bidirectional(L.LSTM(3), input_shape=(5, 3))), {}),
                'odd': (odd, {}),
                'batch-statistics': (
                    lambda: S([L.Dense(4, input_dim=3), L.BatchNormalization(mode=2), L.Dense(2)]),
                    {'refused': 'BatchNormalization'},
                ),
                'maxout': (lambda: S([L.MaxoutDense(4, input_dim=3)]), {'refused': 'MaxoutDense'}),
            }
        )
    return made
