"""Keras 2.0 to 2.3: the names of today, the config of a Sequential a bare list until 2.2.2, a `backend` attribute."""

import json

import h5py


def cases(keras, version, backend):
    """Case name → (what makes the model, options of `record`)."""
    L, S = keras.layers, keras.models.Sequential

    def cnn(form='channels_last'):
        shape, axis = ((7, 8, 2), -1) if form == 'channels_last' else ((2, 7, 8), 1)
        model = S()
        model.add(L.Conv2D(4, (5, 3), padding='same', data_format=form, input_shape=shape))
        model.add(L.BatchNormalization(axis=axis))
        model.add(L.LeakyReLU(0.125))
        model.add(L.MaxPooling2D((2, 2), data_format=form))
        model.add(L.ZeroPadding2D(((1, 0), (2, 1)), data_format=form))
        model.add(L.Conv2D(3, (2, 3), strides=(1, 2), use_bias=False, activation='relu', data_format=form))
        model.add(L.Dropout(0.25))
        model.add(L.Flatten() if version == '2.0.9' or form == 'channels_last' else L.Flatten(data_format=form))
        model.add(L.Dense(5, activation='softmax'))
        return model

    def example():
        """As the best-known example has it, compiled with Adadelta."""
        model = S()
        model.add(L.Conv2D(2, kernel_size=(3, 3), activation='relu', input_shape=(10, 9, 1)))
        model.add(L.Conv2D(3, (3, 3), activation='relu'))
        model.add(L.MaxPooling2D(pool_size=(2, 2)))
        model.add(L.Dropout(0.25))
        model.add(L.Flatten())
        model.add(L.Dense(6, activation='relu'))
        model.add(L.Dropout(0.5))
        model.add(L.Dense(4, activation='softmax'))
        model.compile(keras.optimizers.Adadelta(), keras.losses.categorical_crossentropy, metrics=['accuracy'])
        return model

    def nested():
        """A frozen Sequential in a functional model in a Sequential."""
        block = S(
            [
                L.BatchNormalization(input_shape=(5, 6, 3)),
                L.SeparableConv2D(4, (2, 3), depth_multiplier=2, trainable=False),
                L.BatchNormalization(trainable=False),
                L.Conv2D(2, (1, 2)),
            ]
        )
        inner = L.Input((5, 6, 3))
        shared = L.Conv2D(3, 3, padding='same', activation='elu')
        x = L.add([shared(inner), shared(shared(inner))])
        x = L.concatenate([L.GlobalMaxPooling2D()(block(x)), L.GlobalAveragePooling2D()(x)])
        body = keras.models.Model(inner, x)
        return S([L.Conv2D(3, 1, input_shape=(5, 6, 2)), body, L.Dense(3, activation='softmax')])

    def sequence():
        model = S()
        model.add(L.Conv1D(4, 3, dilation_rate=2, padding='causal', input_shape=(7, 3)))
        model.add(L.Bidirectional(L.LSTM(3, return_sequences=True)))
        model.add(L.TimeDistributed(L.Dense(4, activation='tanh')))
        model.add(L.GRU(4, return_sequences=True))
        model.add(L.SimpleRNN(3))
        model.add(L.Dense(3, activation='softmax'))
        return model

    def renamed(path):
        """tf.keras of TensorFlow 1.14, which does not run here: its version, and its names of layers."""
        with h5py.File(path, 'r+') as file:
            config = file.attrs['model_config']
            config = json.loads(config if isinstance(config, str) else config.decode())
            for layer in config['config']['layers']:
                if layer['class_name'] == 'BatchNormalization':
                    layer['class_name'] = 'BatchNormalizationV1'
                    layer['config']['axis'] = [3]
                layer['config']['dtype'] = 'float32'
            file.attrs['model_config'] = json.dumps(config)
            for place in (file, file['model_weights']):
                place.attrs['keras_version'] = '2.2.4-tf'

    made = {'cnn': (cnn, {}), 'first': (lambda: cnn('channels_first'), {})}
    if backend == 'theano':
        return made
    if version == '2.3.1':
        return {'nested': (nested, {})}
    made['sequence'] = (sequence, {})
    if version == '2.0.9':
        return {**made, 'nested': (nested, {}), 'example': (example, {'low': 0})}
    return {**made, 'weights': (nested, {'weights_only': True}), 'as-tf-1.14': (cnn, {'edit': renamed})}
