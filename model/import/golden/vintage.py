"""Real Keras 1.0 to 2.3, made to run on a Python and on backends ten years younger than it.

Nothing that a model computes or writes is touched: only names that Python, TensorFlow and Theano have since dropped
are put back before Keras is imported.
"""

import collections
import collections.abc
import inspect
import os
import sys
from pathlib import Path

from case import quiet


def revive(version, backend):
    """Imports this version of Keras, installed under `<environment>/keras/<version>`, on this backend; its module."""
    quiet()
    os.environ['KERAS_BACKEND'] = backend
    os.environ['KERAS_HOME'] = '/nonexistent'
    older_python()
    if backend == 'theano':
        older_theano()
    else:
        older_tensorflow()
    for name in [name for name in sys.modules if name.split('.')[0] == 'keras']:
        del sys.modules[name]
    sys.path.insert(0, str(Path(sys.prefix) / 'keras' / version))
    import keras

    assert keras.__version__ == version
    return keras


def older_python():
    for name in ('Iterable', 'Mapping', 'Callable', 'Sequence'):
        setattr(collections, name, getattr(collections.abc, name))
    spec = collections.namedtuple('ArgSpec', 'args varargs keywords defaults')
    inspect.getargspec = lambda function: spec(*inspect.getfullargspec(function)[:4])


def older_theano():
    os.environ['THEANO_FLAGS'] = 'cxx=/usr/bin/g++,floatX=float32,blas__ldflags='
    import theano.ifelse  # noqa: F401 (Keras 1 uses it without importing it)
    from theano.sandbox import rng_mrg

    rng_mrg.MRG_RandomStreams = rng_mrg.MRG_RandomStream


def older_tensorflow():
    """TensorFlow 2 under the names of TensorFlow 1 and 0.x."""
    import tensorflow
    import tensorflow.compat.v1 as v1
    from tensorflow.python.framework import ops
    from tensorflow.python.ops import control_flow_ops, ctc_ops

    v1.disable_v2_behavior()
    v1.logging.set_verbosity(v1.logging.ERROR)
    kept = ('keras', 'estimator', 'compat')
    for name, value in list(vars(v1).items()):
        if not name.startswith('_') and name not in kept:
            setattr(tensorflow, name, value)
    tensorflow.__version__ = '1.15.5'  # Keras 2.3 would else expect TensorFlow 2 as it was in its beginnings
    tensorflow.python = sys.modules['tensorflow.python']
    tensorflow.python.control_flow_ops = control_flow_ops
    tensorflow.python.ctc_ops = ctc_ops
    tensorflow.initialize_all_variables = v1.global_variables_initializer
    tensorflow.pack, tensorflow.unpack = v1.stack, v1.unstack
    tensorflow.mul, tensorflow.sub = v1.multiply, v1.subtract
    tensorflow.concat = lambda a, b, **more: v1.concat(b, a, **more) if isinstance(a, int) else v1.concat(a, b, **more)
    ops._TensorLike = ops.Tensor
    ops.is_dense_tensor_like = lambda value: False
