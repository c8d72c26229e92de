"""Writes augmentation.txt: Keras's affine transforms and standardising, torchvision's colours. See README.md beside this file."""

import keras_preprocessing.image.affine_transformations as keras
import numpy as np
import scipy
import torch
import torchvision
from keras_preprocessing.image import ImageDataGenerator
from make_vision_golden import Writer
from scipy import ndimage
from torchvision.transforms import functional


def centre(matrix, height, width):
    """Keras's since 2022: the centre is size / 2 - 0.5; in the last keras-preprocessing it was size / 2 + 0.5."""
    rows, columns = height / 2 - 0.5, width / 2 - 0.5
    there = np.array([[1, 0, rows], [0, 1, columns], [0, 0, 1]])
    back = np.array([[1, 0, -rows], [0, 1, -columns], [0, 0, 1]])
    return there @ matrix @ back


keras.transform_matrix_offset_center = centre
# SciPy no longer has the name that keras-preprocessing calls.
ndimage.interpolation = ndimage
keras.ndimage = ndimage


def write_affine(writer, source):
    for number in range(48):
        height, width, channels = int(source.integers(2, 8)), int(source.integers(2, 8)), int(source.integers(1, 4))
        image = np.round(source.uniform(0, 255, (height, width, channels)), 2)
        # Most alone, so that a mistake has a name; then all together.
        names = ["theta", "tx", "ty", "shear", "zx", "zy"]
        chosen = [names[number % 7]] if number < 21 and number % 7 < 6 else names
        drawn = dict(theta=source.uniform(-180, 180), tx=source.uniform(-3, 3), ty=source.uniform(-3, 3),
                     shear=source.uniform(-40, 40), zx=source.uniform(0.5, 1.8), zy=source.uniform(0.5, 1.8))
        drawn = {name: round(float(value), 4) for name, value in drawn.items() if name in chosen}
        fill = ["constant", "nearest", "reflect", "wrap"][number % 4]
        order = number // 4 % 2
        result = keras.apply_affine_transform(
            image, **drawn, fill_mode="grid-wrap" if fill == "wrap" else fill, cval=-7.0, order=order)
        writer.case("affine", size=f"{height},{width}", channels=channels, fill=fill, order=order, **drawn)
        writer.array("image", image.transpose(2, 0, 1).flatten().tolist())
        writer.array("result", [round(value, 6) for value in result.transpose(2, 0, 1).flatten().tolist()])


def write_standard(writer, source):
    for number in range(12):
        shape = (int(source.integers(2, 4)), int(source.integers(1, 5)), int(source.integers(1, 5)), int(source.integers(1, 4)))
        images = np.round(source.uniform(0, 255, shape), 1)
        flags = dict(samplewise_center=number % 2 == 1, samplewise_std_normalization=number // 2 % 2 == 1,
                     featurewise_center=number // 3 % 2 == 1, featurewise_std_normalization=number // 4 % 2 == 1)
        generator = ImageDataGenerator(rescale=1 / 255 if number % 3 else None, dtype="float64", **flags)
        # ImageDataGenerator corrects its own flags: what it does is what it says.
        flags = {name: getattr(generator, name) for name in flags}
        generator.mean = np.mean(images, axis=(0, 1, 2)).reshape(1, 1, -1)
        generator.std = np.std(images, axis=(0, 1, 2)).reshape(1, 1, -1)
        result = generator.standardize(images[0].copy())
        writer.case("standard", size=f"{shape[1]},{shape[2]}", images=shape[0], channels=shape[3],
                    rescale=int(bool(generator.rescale)), **{name: int(value) for name, value in flags.items()})
        writer.array("images", images.transpose(0, 3, 1, 2).flatten().tolist())
        writer.array("mean", generator.mean.flatten().tolist())
        writer.array("std", generator.std.flatten().tolist())
        writer.array("result", [round(value, 6) for value in result.transpose(2, 0, 1).flatten().tolist()])


def write_colours(writer, source):
    for number in range(8):
        channels, height, width = 3 if number % 2 == 0 else 1, int(source.integers(2, 8)), int(source.integers(3, 9))
        levels = source.integers(0, 256, (channels, height, width))
        if number in (4, 5):
            # Enough pixels for equalising to do something, and few values.
            levels = (source.integers(0, 6, (channels, 20, 20)) * 17 + 40)
            height, width = 20, 20
        image = torch.tensor(levels, dtype=torch.float64) / 255
        pixels = torch.tensor(levels, dtype=torch.uint8)
        factor = round(float(source.uniform(0, 2)), 3)
        bits = int(source.integers(1, 9))
        threshold = round(float(source.uniform(0, 1)), 3)
        shift = float(source.integers(-90, 90))
        writer.case("colours", size=f"{height},{width}", channels=channels, factor=factor, bits=bits,
                    threshold=threshold, shift=shift)
        writer.array("image", levels.flatten().tolist())
        results = dict(
            brightness=functional.adjust_brightness(image, factor) * 255,
            contrast=functional.adjust_contrast(image, factor) * 255,
            saturation=functional.adjust_saturation(image, factor) * 255,
            sharpness=functional.adjust_sharpness(image, factor) * 255,
            posterize=functional.posterize(pixels, bits),
            solarize=functional.solarize(image, threshold) * 255,
            autoContrast=functional.autocontrast(image) * 255,
            equalize=functional.equalize(pixels),
            channelShift=torch.tensor(keras.apply_channel_shift(levels.astype(float), shift, channel_axis=0)),
        )
        for name, result in results.items():
            writer.array(name, [round(value, 6) for value in result.double().flatten().tolist()])


if __name__ == "__main__":
    writer = Writer(
        "augmentation.txt", "Affine transforms and standardising (Keras), colours (torchvision); images channel by channel",
        f"keras-preprocessing 1.1.2 with the centre at size/2 - 0.5, SciPy {scipy.__version__} (wrap is grid-wrap), "
        f"torchvision {torchvision.__version__.split('+')[0]}")
    random = np.random.default_rng(76)
    write_affine(writer, random)
    write_standard(writer, random)
    write_colours(writer, random)
    writer.save()
