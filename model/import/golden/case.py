"""One golden case: a model file, and beside it what real Keras answers to two inputs.

Works under every Keras, since it imports none.
"""

import io
import json
import os
import zipfile
from pathlib import Path

import numpy as np

MODELS = Path(__file__).parent / 'models'
SEED = 20_240_601

# Zip members carry a time and Keras writes the date of saving: both are set to this, so that a second run gives the
# same bytes.
THE_DAY = (2024, 6, 1, 0, 0, 0)


def random_weight(name, shape, rng):
    """Values that hide nothing: no zeros, no ones, variances positive. Multiples of 1/256, so that files stay small."""
    low, high = -0.5, 0.5
    if 'variance' in name or 'running_std' in name:
        low, high = 0.25, 1.75
    elif 'gamma' in name or 'scale' in name:
        low, high = 0.5, 1.5
    values = np.floor(rng.uniform(low, high, shape) * 256) / 256
    return np.where(values == 0, 1 / 256, values)


def sample(shape, low=-1.0, high=1.0, seed=SEED):
    """Two inputs of this shape (no batch axis): multiples of 1/16, so that JSON holds them exactly."""
    values = np.random.default_rng(seed + 1).uniform(low, high, (2, *shape))
    return (np.round(values * 16) / 16).astype('float32')


def shortest(values):
    """The shortest decimals that give the same float32 back."""
    return [float(str(v)) for v in np.asarray(values, 'float32').ravel()]


def write(path, made, inputs=None, outputs=None, **more):
    """Writes `path`'s JSON: where it comes from, and the inputs and outputs; or, in `more`, `refused`."""
    case = {'made': made}
    if inputs is not None:
        assert np.isfinite(outputs).all() and np.ptp(outputs) > 0, path
        case.update(input=list(inputs.shape[1:]), output=list(outputs.shape[1:]), **more)
        case.update(inputs=shortest(inputs), outputs=shortest(outputs))
    else:
        case.update(more)
    path.with_suffix('.json').write_text(json.dumps(case) + '\n')


def place(group, name):
    """The path of a model file, its folder made."""
    path = MODELS / group / name
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def renumbered(config, seen):
    """The config with its `shared_object_id`s, which are addresses in memory, counted from 1."""
    if isinstance(config, dict):
        return {
            key: seen.setdefault(value, len(seen) + 1) if key == 'shared_object_id' else renumbered(value, seen)
            for key, value in config.items()
        }
    return [renumbered(item, seen) for item in config] if isinstance(config, list) else config


def settle(path, compression=zipfile.ZIP_STORED, edit=None):
    """Gives a `.keras` file a fixed date and numbers, and lets `edit(config)` change its config.json by hand."""
    old = zipfile.ZipFile(io.BytesIO(path.read_bytes()))
    with zipfile.ZipFile(path, 'w') as new:
        for entry in old.infolist():
            data = old.read(entry)
            if entry.filename == 'metadata.json':
                data = json.dumps({**json.loads(data), 'date_saved': '2024-06-01@00:00:00'}).encode()
            if entry.filename == 'config.json':
                config = renumbered(json.loads(data), {})
                if edit:
                    edit(config)
                data = json.dumps(config).encode()
            new.writestr(zipfile.ZipInfo(entry.filename, THE_DAY), data, compression)


def quiet():
    """Before TensorFlow is imported: no chatter. (oneDNN stays: without it a CPU has no channels_first.)"""
    os.environ['TF_CPP_MIN_LOG_LEVEL'] = '3'
