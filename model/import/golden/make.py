"""Makes the golden models anew: `python3.11 make.py [GROUP…] [--environments FOLDER]`; without a group, all of them.

A golden model is a small model with random weights, saved by real Keras, and beside it a JSON with what that Keras
answers to two inputs; the importer must answer the same. The groups, each a folder of `models/`:

- `layers`: every layer, and every option that changes numbers;
- `containers`: the same few networks in all the files that Keras 2.12, 2.15 and 3 write, and in some odd ones;
- `eras`: files of Keras 1.0 to 2.3, made by those versions (see `vintage.py`);
- `tfjs`: TF.js layers models and graph models;
- `refused`: what must not be imported.

Each script runs in an environment of its own, made in FOLDER when it is missing: Python 3.11, and the packages that
`requirements/` pins. The vintage one also wants g++, for Theano. Two runs give the same files.
"""

import argparse
import os
import shutil
import subprocess
import tempfile
import venv
from pathlib import Path

HERE = Path(__file__).parent

# Group → (environment, script and its arguments) of each run.
GROUPS = {
    'containers': [
        ('keras-2.12', ['containers.py']),
        ('keras-2.15', ['containers.py']),
        ('keras-3', ['containers.py']),
        ('keras-3', ['containers_by_hand.py']),
    ],
    'eras': [
        ('vintage', ['eras.py', '1.0.8', 'tensorflow']),
        ('vintage', ['eras.py', '1.2.2', 'tensorflow']),
        ('vintage', ['eras.py', '1.2.2', 'theano']),
        ('vintage', ['eras.py', '2.0.9', 'tensorflow']),
        ('vintage', ['eras.py', '2.2.4', 'tensorflow']),
        ('vintage', ['eras.py', '2.2.4', 'theano']),
        ('vintage', ['eras.py', '2.3.1', 'tensorflow']),
    ],
    'layers': [('keras-3', ['layers.py'])],
    'tfjs': [('tfjs', ['tfjs.py'])],
    'refused': [(name, ['refused.py']) for name in ('keras-2.15', 'keras-3')],
}


def environment(folder, name):
    """The Python of this environment, which is made if it is not there."""
    home = folder / name
    python = home / 'bin' / 'python'
    if not (home / 'ready').exists():
        venv.create(home, with_pip=True, clear=True)
        pip = [python, '-m', 'pip', 'install', '--quiet', '--no-deps']
        subprocess.run([*pip, '-r', HERE / 'requirements' / f'{name}.txt'], check=True)
        if name == 'vintage':
            for version in sorted({arguments[1] for _, arguments in GROUPS['eras']}):
                subprocess.run([*pip, '--target', home / 'keras' / version, f'keras=={version}'], check=True)
        (home / 'ready').touch()
    return python


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('groups', nargs='*', metavar='GROUP', help=', '.join(GROUPS))
    parser.add_argument('--environments', type=Path, default=Path(tempfile.gettempdir()) / 'lince-golden')
    options = parser.parse_args()
    # Hash seeds decide the order of sets, and with it the order of nodes in a graph model.
    settled = {**os.environ, 'PYTHONHASHSEED': '0', 'PYTHONWARNINGS': 'ignore', 'PYTHONDONTWRITEBYTECODE': '1'}
    for group in options.groups or GROUPS:
        shutil.rmtree(HERE / 'models' / group, ignore_errors=True)
        for name, arguments in GROUPS[group]:
            print(group, name, *arguments, flush=True)
            subprocess.run([environment(options.environments, name), *arguments], cwd=HERE, env=settled, check=True)


if __name__ == '__main__':
    main()
