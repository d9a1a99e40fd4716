"""Files of Keras 1.0 to 2.3, by those versions themselves: `python eras.py VERSION BACKEND`."""

import sys
from importlib import metadata

import numpy as np

from case import SEED, place, random_weight, sample, write
from vintage import revive


def main(version, backend):
    keras = revive(version, backend)
    if version.startswith('1'):
        import eras_keras1 as era
    else:
        import eras_keras2 as era
    for name, (make, options) in era.cases(keras, version, backend).items():
        record(f'{version}-{backend}-{name}', make(), f'keras {version} on {runtime(backend)}', **options)


def runtime(backend):
    package = {'theano': 'theano-pymc', 'tensorflow': 'tensorflow-cpu'}[backend]
    return f'{package} {metadata.version(package)}'


def randomize(model, generator):
    """Layer by layer: how the weights of a nested model are ordered changed with the versions."""
    for layer in model.layers:
        if hasattr(layer, 'layers'):
            randomize(layer, generator)
        else:
            shapes = [values.shape for values in layer.get_weights()]
            names = [weight.name for weight in layer.weights]
            layer.set_weights([random_weight(*pair, generator) for pair in zip(names, shapes)])


def record(name, model, made, *, low=-1.0, weights_only=False, edit=None, **more):
    """Saves the model with random weights; `edit(path)` changes the file by hand afterwards. `refused` has no answers."""
    randomize(model, np.random.default_rng(SEED))
    path = place('eras', f'{name}.h5')
    inputs = sample(model.input_shape[1:], low)
    if weights_only:
        model.save_weights(str(path), overwrite=True)
        architecture = path.with_suffix('.architecture.json')
        architecture.write_text(model.to_json() + '\n')
        more['architecture'] = architecture.name
    else:
        model.save(str(path))
    if edit:
        edit(path)
        made += ', changed by hand'
    if 'refused' in more:
        write(path, made, **more)
    else:
        write(path, made, inputs, model.predict(inputs), **more)


if __name__ == '__main__':
    main(*sys.argv[1:])
