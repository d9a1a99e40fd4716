"""Layers that do nothing when serving: name → (input shape, what makes the layers)."""

from keras import layers as L

PICTURE = (6, 5, 3)

LAYERS = {
    'dropout': lambda: L.Dropout(0.5),
    'spatial-dropout2d': lambda: L.SpatialDropout2D(0.5),
    'gaussian-noise': lambda: L.GaussianNoise(0.5),
    'gaussian-dropout': lambda: L.GaussianDropout(0.5),
    'alpha-dropout': lambda: L.AlphaDropout(0.5),
    'activity-regularization': lambda: L.ActivityRegularization(0.5, 0.5),
    'identity': lambda: L.Identity(),
    'random-brightness': lambda: L.RandomBrightness(0.5, value_range=(0, 1)),
    'random-color-degeneration': lambda: L.RandomColorDegeneration(0.5, value_range=(0, 1)),
    'random-color-jitter': lambda: L.RandomColorJitter(value_range=(0, 1), brightness_factor=0.5),
    'random-contrast': lambda: L.RandomContrast(0.5),
    'random-elastic-transform': lambda: L.RandomElasticTransform(),
    'random-erasing': lambda: L.RandomErasing(),
    'random-flip': lambda: L.RandomFlip(),
    'random-gaussian-blur': lambda: L.RandomGaussianBlur(value_range=(0, 1)),
    'random-grayscale': lambda: L.RandomGrayscale(),
    'random-hue': lambda: L.RandomHue(0.5, value_range=(0, 1)),
    'random-invert': lambda: L.RandomInvert(value_range=(0, 1)),
    'random-perspective': lambda: L.RandomPerspective(),
    'random-posterization': lambda: L.RandomPosterization(4, value_range=(0, 1)),
    'random-rotation': lambda: L.RandomRotation(0.25),
    'random-saturation': lambda: L.RandomSaturation(0.5, value_range=(0, 1)),
    'random-sharpness': lambda: L.RandomSharpness(0.5, value_range=(0, 1)),
    'random-shear': lambda: L.RandomShear(0.5),
    'random-translation': lambda: L.RandomTranslation(0.25, 0.25),
    'random-zoom': lambda: L.RandomZoom(0.25),
    'rand-augment': lambda: L.RandAugment(value_range=(0, 1)),
}

CASES = {
    **{name: (PICTURE, lambda make=make: [make(), L.Conv2D(2, 3)], 0.0) for name, make in LAYERS.items()},
    'spatial-dropout1d': ((5, 3), lambda: [L.SpatialDropout1D(0.5), L.Dense(2)]),
    # When serving, RandomCrop is a resizing and a crop of the middle.
    'random-crop': (PICTURE, lambda: L.RandomCrop(4, 3, seed=1), 0.0),
}
