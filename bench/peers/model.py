"""Writes the model that the peers serve: the old demo's network, with random weights, as ONNX.

usage: python model.py FILE

Three blocks of 3x3 convolutions (32-32, 64-64, 128 channels), each block halved by max-pooling, then 256 units
and a softmax over ten classes. In the demo every layer is followed by a batch normalisation, which at inference
is part of the layer's own weights. What the weights are changes no cost, so nothing is trained.
"""

import sys

import numpy as np
from onnx import TensorProto, checker, helper, numpy_helper, save

random = np.random.default_rng(7)
nodes, weights = [], []


def weight(name, *shape):
    # He's initialisation: the signal neither dies nor explodes on its way.
    fan_in = int(np.prod(shape[1:])) if len(shape) > 1 else 1
    values = random.normal(0, np.sqrt(2 / fan_in), shape) if len(shape) > 1 else np.zeros(shape)
    weights.append(numpy_helper.from_array(values.astype(np.float32), name))
    return name


def add(kind, inputs, output, **attributes):
    nodes.append(helper.make_node(kind, inputs, [output], **attributes))
    return output


def convolution(data, channels_in, channels_out, name):
    inputs = [data, weight(f"{name}.w", channels_out, channels_in, 3, 3), weight(f"{name}.b", channels_out)]
    return add("Relu", [add("Conv", inputs, f"{name}.conv", pads=[1, 1, 1, 1])], name)


def dense(data, units_in, units_out, name):
    inputs = [data, weight(f"{name}.w", units_out, units_in), weight(f"{name}.b", units_out)]
    return add("Gemm", inputs, name, transB=1)


data = "pixels"
channels = 1
for block, widths in enumerate([(32, 32), (64, 64), (128,)]):
    for layer, width in enumerate(widths):
        data = convolution(data, channels, width, f"conv{block}{layer}")
        channels = width
    data = add("MaxPool", [data], f"pool{block}", kernel_shape=[2, 2], strides=[2, 2])
data = add("Flatten", [data], "flat")
data = add("Relu", [dense(data, 128 * 3 * 3, 256, "hidden")], "active")
add("Softmax", [dense(data, 256, 10, "logits")], "probabilities", axis=1)

graph = helper.make_graph(
    nodes,
    "digits",
    [helper.make_tensor_value_info("pixels", TensorProto.FLOAT, ["n", 1, 28, 28])],
    [helper.make_tensor_value_info("probabilities", TensorProto.FLOAT, ["n", 10])],
    weights,
)
model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
checker.check_model(model)
save(model, sys.argv[1])
