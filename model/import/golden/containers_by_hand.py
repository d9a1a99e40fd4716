"""Containers that Keras itself would not write today, but that are met: made by hand from those it does write."""

import json
import shutil
import zipfile

import h5py
import numpy as np

import containers
import networks
from case import place, sample, settle, write


def main():
    middle(containers.built(networks.small))
    last(containers.built(networks.residual))
    model = containers.built(networks.small)
    in_chunks(model)
    compressed(model)
    misnamed(model)


def record(path, model):
    inputs = sample(model.input_shape[1:])
    write(path, containers.MADE + ', changed by hand', inputs, containers.answer(model, inputs))


def edited(model, name, edit):
    """The model as `.keras` and `.h5`, its config changed by `edit(config)`."""
    zipped, flat = (place('containers', f'by-hand-{name}{ending}') for ending in ('.keras', '.h5'))
    model.save(zipped)
    settle(zipped, zipfile.ZIP_DEFLATED, edit)
    model.save(flat)
    with h5py.File(flat, 'r+') as file:
        config = json.loads(file.attrs['model_config'])
        edit(config)
        file.attrs['model_config'] = json.dumps(config)
    record(zipped, model)
    record(flat, model)


def middle(model):
    """A Sequential whose input layer stands in the middle of the list (which Keras itself would not load)."""

    def edit(config):
        layers = config['config']['layers']
        layers.insert(2, layers.pop(0))

    edited(model, 'input-in-the-middle', edit)


def last(model):
    """A functional model whose layers are listed backwards: the graph is in `inbound_nodes`, not in the order."""

    def edit(config):
        config['config']['layers'].reverse()

    edited(model, 'input-last', edit)


def in_chunks(model):
    """Names too many for one attribute are split into `layer_names0`, `layer_names1`, and so are `weight_names`."""
    path = place('containers', 'by-hand-names-in-chunks.h5')
    model.save(path)

    def split(attributes, name):
        values = attributes[name]
        del attributes[name]
        for index, chunk in enumerate(np.array_split(values, 2)):
            attributes[f'{name}{index}'] = chunk

    with h5py.File(path, 'r+') as file:
        weights = file['model_weights']
        split(weights.attrs, 'layer_names')
        for group in weights.values():
            if len(group.attrs['weight_names']) > 1:
                split(group.attrs, 'weight_names')
    record(path, model)


def compressed(model):
    """Repacked with gzip and shuffled bytes, big-endian, its config a fixed-length string."""
    plain, path = (place('containers', f'by-hand-{name}.h5') for name in ('plain', 'compressed'))
    model.save(plain)
    with h5py.File(plain) as old, h5py.File(path, 'w') as new:
        for name, value in old.attrs.items():
            new.attrs[name] = np.bytes_(value) if isinstance(value, str) else value

        def copy(name, item):
            if isinstance(item, h5py.Group):
                made = new.require_group(name)
            else:
                packed = {'compression': 'gzip', 'shuffle': True} if item.size > 20 else {}
                made = new.create_dataset(name, data=item[()], dtype='>f4' if item.dtype == 'f4' else None, **packed)
            for key, value in item.attrs.items():
                made.attrs[key] = value

        old.visititems(copy)
    plain.unlink()
    record(path, model)


def misnamed(model):
    """HDF5 bytes under a `.keras` name, and the zip under `.h5`."""
    zipped, flat = (place('containers', f'by-hand-{name}') for name in ('zip-named-h5.h5', 'hdf5-named-keras.keras'))
    for path, ending in ((zipped, '.keras'), (flat, '.h5')):
        real = path.with_name('real' + ending)
        model.save(real)
        if ending == '.keras':
            settle(real, zipfile.ZIP_DEFLATED)
        shutil.move(real, path)
        record(path, model)


if __name__ == '__main__':
    main()
