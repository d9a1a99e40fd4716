"""Recurrent layers and wrappers: name → (input shape, what makes the layers)."""

from keras import layers as L

LINE = (5, 3)

CASES = {
    'simple-rnn': (LINE, lambda: L.SimpleRNN(4)),
    'simple-rnn-sequences': (LINE, lambda: L.SimpleRNN(4, return_sequences=True, activation='relu')),
    'lstm': (LINE, lambda: L.LSTM(4)),
    'lstm-sequences': (LINE, lambda: L.LSTM(4, return_sequences=True, recurrent_activation='hard_sigmoid')),
    'lstm-backwards': (LINE, lambda: L.LSTM(4, go_backwards=True, use_bias=False)),
    'gru': (LINE, lambda: L.GRU(4)),
    'gru-reset-before': (LINE, lambda: L.GRU(4, reset_after=False)),
    'gru-sequences': (LINE, lambda: L.GRU(4, return_sequences=True)),
    'gru-no-bias': (LINE, lambda: L.GRU(4, use_bias=False, activation='relu')),
    'bidirectional-lstm': (LINE, lambda: L.Bidirectional(L.LSTM(4))),
    'bidirectional-lstm-sequences': (LINE, lambda: L.Bidirectional(L.LSTM(4, return_sequences=True))),
    'bidirectional-gru-sum': (LINE, lambda: L.Bidirectional(L.GRU(4), merge_mode='sum')),
    'time-distributed-dense': (LINE, lambda: L.TimeDistributed(L.Dense(4, activation='relu'))),
    'time-distributed-conv2d': ((3, 5, 4, 2), lambda: L.TimeDistributed(L.Conv2D(2, (2, 3)))),
    'conv-lstm2d': ((3, 5, 4, 2), lambda: L.ConvLSTM2D(2, (3, 2))),
    'rows-as-steps': ((6, 5, 1), lambda: [L.Reshape((6, 5)), L.LSTM(4, return_sequences=True), L.LSTM(3), L.Dense(2)]),
}
