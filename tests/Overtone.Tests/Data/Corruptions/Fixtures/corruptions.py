"""The 19 corruptions of CIFAR-10-C in NumPy, SciPy and Pillow, to hold Overtone's against. Written from their parameters.

    corruptions.py statistics IMAGES.npy TEXTURES.npy FOLDER SEED NAME,NAME,...
    corruptions.py serve      IMAGES.npy TEXTURES.npy

IMAGES: uint8 [n, height, width, 3]. TEXTURES: uint8 [5, rows, columns, 3], the pictures of ice.
'statistics' writes FOLDER/l2.npy, float64 [names, 5]: the mean over the images of ||C(x) - x||, pixels in [0, 1]; and
FOLDER/spectrum.npy, float64 [names, 5, height, width]: the mean over images and channels of |FFT(C(x) - x)|.
'serve' answers each line 'NAME SEVERITY' with the seconds that corrupting all images took, one after another.
"""
import io
import sys
import time

import numpy as np
from PIL import Image
from scipy import ndimage

TRUNCATE = 4.0


def gaussian(x, sigma, mode="nearest", truncate=TRUNCATE):
    """Along the first two axes."""
    sigmas = (sigma, sigma) + (0,) * (x.ndim - 2)
    return ndimage.gaussian_filter(x, sigmas, mode=mode, truncate=truncate)


def motion(x, radius, sigma, angle):
    """A trail to one side, half a Gaussian long, at whole pixels: the rule of ImageMagick's -motion-blur."""
    taps = np.arange(2 * int(np.ceil(radius)) + 1)
    weights = np.exp(-(taps**2) / (2 * sigma * sigma))
    weights /= weights.sum()
    across = np.ceil(taps * np.cos(np.radians(angle)) - 0.5).astype(int)
    down = np.ceil(taps * np.sin(np.radians(angle)) - 0.5).astype(int)
    rows, columns = np.arange(x.shape[0]), np.arange(x.shape[1])
    result = np.zeros(x.shape)
    for weight, dy, dx in zip(weights, down, across):
        at = np.ix_(np.clip(rows + dy, 0, x.shape[0] - 1), np.clip(columns + dx, 0, x.shape[1] - 1))
        result += weight * x[at]
    return result


def zoomed(x, factor):
    """The middle of the picture, enlarged to the whole."""
    height, width = x.shape[:2]
    rows, columns = int(np.ceil(height / factor)), int(np.ceil(width / factor))
    top, left = (height - rows) // 2, (width - columns) // 2
    part = x[top : top + rows, left : left + columns]
    large = ndimage.zoom(part, (factor, factor) + (1,) * (x.ndim - 2), order=1)
    top, left = (large.shape[0] - height) // 2, (large.shape[1] - width) // 2
    return large[top : top + height, left : left + width]


def to_hsv(x):
    value, least = x.max(-1), x.min(-1)
    span = value - least
    safe = np.where(span == 0, 1, span)
    saturation = np.where(value == 0, 0, span / np.where(value == 0, 1, value))
    red, green, blue = x[..., 0], x[..., 1], x[..., 2]
    hue = np.where(red == value, (green - blue) / safe, np.where(green == value, 2 + (blue - red) / safe, 4 + (red - green) / safe))
    return np.where(span == 0, 0, hue / 6 % 1), saturation, value


def from_hsv(hue, saturation, value):
    sector = np.floor(hue * 6)
    part = hue * 6 - sector
    p, q, t = value * (1 - saturation), value * (1 - part * saturation), value * (1 - (1 - part) * saturation)
    sector = sector.astype(int) % 6
    return np.stack([
        np.choose(sector, [value, q, p, p, t, value]),
        np.choose(sector, [t, value, value, q, p, p]),
        np.choose(sector, [p, p, t, value, value, q]),
    ], -1)


def plasma(size, decay, rng):
    """Diamonds and squares on a torus. The range of the random part falls with the square of the decay, as published."""
    field, step, range_ = np.zeros((size, size)), size, 100.0

    def wobbled(total):
        return total / 4 + range_ * rng.uniform(-range_, range_, total.shape)

    while step >= 2:
        half = step // 2
        corners = field[::step, ::step]
        pairs = corners + np.roll(corners, -1, 0)
        field[half::step, half::step] = wobbled(pairs + np.roll(pairs, -1, 1))
        centres = field[half::step, half::step]
        field[::step, half::step] = wobbled(centres + np.roll(centres, 1, 0) + corners + np.roll(corners, -1, 1))
        field[half::step, ::step] = wobbled(centres + np.roll(centres, 1, 1) + corners + np.roll(corners, -1, 0))
        step //= 2
        range_ /= decay
    field -= field.min()
    return field / field.max()


def gaussian_noise(x, level, rng, textures):
    return x / 255 + rng.normal(0, [.04, .06, .08, .09, .10][level], x.shape)


def shot_noise(x, level, rng, textures):
    photons = [500, 250, 100, 75, 50][level]
    return rng.poisson(x / 255 * photons) / photons


def impulse_noise(x, level, rng, textures):
    x = x / 255
    hit = rng.random_sample(x.shape) <= [.01, .02, .03, .05, .07][level]
    salt = rng.random_sample(x.shape) <= 0.5
    x[hit & salt] = 1
    x[hit & ~salt] = 0
    return x


def defocus_blur(x, level, rng, textures):
    radius, sigma = [(.3, .4), (.4, .5), (.5, .6), (1, .2), (1.5, .1)][level]
    offsets = np.arange(-3, 4)
    disk = (offsets[:, None] ** 2 + offsets**2 <= radius**2).astype(float)
    disk /= disk.sum()
    edge = np.exp(-1 / (2 * sigma * sigma))
    line = np.array([edge, 1, edge]) / (1 + 2 * edge)
    kernel = ndimage.correlate(disk, np.outer(line, line), mode="constant")
    while kernel.shape[0] > 1 and kernel[0].sum() < 1e-12:
        kernel = kernel[1:-1, 1:-1]
    return ndimage.correlate(x / 255, kernel[..., None], mode="mirror")


def glass_blur(x, level, rng, textures):
    sigma, delta, times = [(.05, 1, 1), (.25, 1, 1), (.4, 1, 1), (.25, 1, 2), (.4, 1, 2)][level]
    x = (gaussian(x / 255, sigma) * 255).astype(np.uint8)
    height, width = x.shape[:2]
    for _ in range(times):
        for row in range(height - delta, delta, -1):
            for column in range(width - delta, delta, -1):
                dx, dy = rng.randint(-delta, delta, 2)
                x[row, column] = x[row + dy, column + dx]
    return gaussian(x / 255, sigma)


def motion_blur(x, level, rng, textures):
    radius, sigma = [(6, 1), (6, 1.5), (6, 2), (8, 2), (9, 2.5)][level]
    return np.round(motion(x, radius, sigma, rng.uniform(-45, 45))) / 255


def zoom_blur(x, level, rng, textures):
    x = (x / 255).astype(np.float32)
    factors = np.arange(1, [1.06, 1.11, 1.16, 1.21, 1.26][level], .01)
    total = np.zeros_like(x)
    for factor in factors:
        total += zoomed(x, factor)
    return (x + total) / (len(factors) + 1)


def snow(x, level, rng, textures):
    mean, deviation, zoom, threshold, radius, sigma, mix = [
        (.1, .2, 1, .6, 8, 3, .95), (.1, .2, 1, .5, 10, 4, .9), (.15, .3, 1.75, .55, 10, 4, .9),
        (.25, .3, 2.25, .6, 12, 6, .85), (.3, .3, 1.25, .65, 14, 12, .8)][level]
    x = x / 255
    flakes = zoomed(rng.normal(mean, deviation, x.shape[:2]), zoom)
    flakes[flakes < threshold] = 0
    flakes = np.floor(np.clip(flakes, 0, 1) * 255)
    flakes = (np.round(motion(flakes, radius, sigma, rng.uniform(-135, -45))) / 255)[..., None]
    grey = (x @ [0.299, 0.587, 0.114])[..., None]
    return mix * x + (1 - mix) * np.maximum(x, grey * 1.5 + 0.5) + flakes + np.rot90(flakes, 2)


def frost(x, level, rng, textures):
    image, ice = [(1, .2), (1, .3), (.9, .4), (.85, .4), (.75, .45)][level]
    texture = textures[rng.randint(5)]
    top, left = rng.randint(0, texture.shape[0] - x.shape[0]), rng.randint(0, texture.shape[1] - x.shape[1])
    return (image * x + ice * texture[top : top + x.shape[0], left : left + x.shape[1]]) / 255


def fog(x, level, rng, textures):
    strength, decay = [(.2, 3), (.5, 3), (.75, 2.5), (1, 2), (1.5, 1.75)][level]
    x = x / 255
    size = 1 << (max(x.shape[:2]) - 1).bit_length()
    most = x.max()
    x += strength * plasma(size, decay, rng)[: x.shape[0], : x.shape[1], None]
    return x * most / (most + strength)


def brightness(x, level, rng, textures):
    hue, saturation, value = to_hsv(x / 255)
    return from_hsv(hue, saturation, np.clip(value + [.05, .1, .15, .2, .3][level], 0, 1))


def contrast(x, level, rng, textures):
    x = x / 255
    mean = x.mean((0, 1), keepdims=True)
    return (x - mean) * [.75, .5, .4, .3, .15][level] + mean


def elastic_transform(x, level, rng, textures):
    alpha, sigma, jitter = [(0, 0, .08), (.05, .2, .07), (.08, .06, .06), (.1, .04, .05), (.1, .03, .03)][level]
    height, width = x.shape[:2]
    short = min(height, width)
    alpha, sigma, jitter = alpha * short, sigma * short, jitter * short
    middle, side = np.array([height // 2, width // 2], float), short // 3
    before = np.array([middle + side, middle + [side, -side], middle - side])
    after = before + rng.uniform(-jitter, jitter, before.shape)
    # Back from the new corners to the old; points are (x, y).
    back = np.linalg.solve(np.c_[after, np.ones(3)], before)
    matrix, shift = back[:2].T[::-1, ::-1], back[2][::-1]
    x = x / 255
    moved = np.stack([ndimage.affine_transform(x[..., c], matrix, shift, order=1, mode="mirror") for c in range(3)], -1)
    dx, dy = (gaussian(rng.uniform(-1, 1, (height, width)), sigma, "reflect", 3.0) * alpha for _ in range(2))
    rows, columns = np.meshgrid(np.arange(height), np.arange(width), indexing="ij")
    return np.stack([ndimage.map_coordinates(moved[..., c], (rows + dy, columns + dx), order=1, mode="reflect") for c in range(3)], -1)


def pixelate(x, level, rng, textures):
    share = [.95, .9, .85, .75, .65][level]
    picture = Image.fromarray(x)
    small = picture.resize((int(x.shape[1] * share), int(x.shape[0] * share)), Image.BOX)
    return np.asarray(small.resize(picture.size, Image.BOX)) / 255


def jpeg_compression(x, level, rng, textures):
    file = io.BytesIO()
    Image.fromarray(x).save(file, "JPEG", quality=[80, 65, 58, 50, 40][level])
    return np.asarray(Image.open(file)) / 255


def speckle_noise(x, level, rng, textures):
    x = x / 255
    return x + x * rng.normal(0, [.06, .1, .12, .16, .2][level], x.shape)


def gaussian_blur(x, level, rng, textures):
    return gaussian(x / 255, [.4, .6, .7, .8, 1][level])


def edges(x, low, high):
    """Canny's: gradients along an edge's normal that no neighbour exceeds, above high or joined to such."""
    x = x.astype(int)
    across = ndimage.correlate(x, np.outer([1, 2, 1], [-1, 0, 1]), mode="nearest")
    down = ndimage.correlate(x, np.outer([-1, 0, 1], [1, 2, 1]), mode="nearest")
    size = np.abs(across) + np.abs(down)
    slope = np.abs(down) / np.maximum(np.abs(across), 1e-9)
    wide = np.pad(size, 1)
    height, width = x.shape

    def neighbour(dy, dx):
        return wide[1 + dy : 1 + dy + height, 1 + dx : 1 + dx + width]

    flat, steep = slope < np.tan(np.pi / 8), slope > np.tan(3 * np.pi / 8)
    falling = (across < 0) == (down < 0)
    peak = np.where(
        flat, (size > neighbour(0, -1)) & (size >= neighbour(0, 1)),
        np.where(
            steep, (size > neighbour(-1, 0)) & (size >= neighbour(1, 0)),
            np.where(falling, (size > neighbour(-1, -1)) & (size > neighbour(1, 1)), (size > neighbour(-1, 1)) & (size > neighbour(1, -1)))))
    candidates = peak & (size > low)
    pieces, count = ndimage.label(candidates, np.ones((3, 3)))
    kept = np.zeros(count + 1, bool)
    kept[np.unique(pieces[candidates & (size > high)])] = True
    kept[0] = False
    return kept[pieces]


def equalised(x):
    """Grey levels spread by their cumulative counts."""
    counts = np.bincount(x.ravel(), minlength=256)
    first = np.flatnonzero(counts)[0]
    if counts[first] == x.size:
        return x
    sums = np.cumsum(counts)
    levels = np.round((sums - counts[first]) * 255 / (x.size - counts[first]))
    return np.clip(levels, 0, 255).astype(np.uint8)[x]


def edge_distance(found):
    """Shortest paths to an edge in steps of 1, 1.4 (diagonal) and 2.1969 (a knight's), in units of 2^-16: distanceTransform(DIST_L2, 5)."""
    steps = [(dy, dx, round({1: 1, 2: 1.4, 5: 2.1969}[dy * dy + dx * dx] * 65536))
             for dy in range(-2, 3) for dx in range(-2, 3) if dy * dy + dx * dx in (1, 2, 5)]
    height, width = found.shape
    distance = np.where(found, 0, 1 << 29)
    while True:
        wide = np.pad(distance, 2, constant_values=1 << 29)
        shorter = distance
        for dy, dx, length in steps:
            shorter = np.minimum(shorter, wide[2 + dy : 2 + dy + height, 2 + dx : 2 + dx + width] + length)
        if (shorter == distance).all():
            return distance / 65536
        distance = shorter


def box(x):
    """The mean of three by three pixels, mirrored in the outermost ones."""
    wide = np.pad(x, 1, mode="reflect")
    return sum(wide[dy : dy + x.shape[0], dx : dx + x.shape[1]] for dy in range(3) for dx in range(3)) / 9


def spatter(x, level, rng, textures):
    mean, deviation, sigma, threshold, strength, is_mud = [
        (.62, .1, .7, .7, .5, 0), (.65, .1, .8, .7, .5, 0), (.65, .3, 1, .69, .5, 0), (.65, .1, .7, .69, .6, 1), (.65, .1, .5, .68, .6, 1)][level]
    x = x / 255
    liquid = gaussian(rng.normal(mean, deviation, x.shape[:2]), sigma)
    if is_mud:
        mud = gaussian((liquid > threshold).astype(float), strength)
        mud[mud < .8] = 0
        return x * (1 - mud[..., None]) + mud[..., None] * (np.array([63, 42, 20]) / 255)
    liquid[liquid < threshold] = 0
    liquid = (liquid * 255).astype(np.uint8)
    # OpenCV computes these steps on bytes: what is cast becomes the whole number below (astype), what a filter of bytes gives is rounded.
    distance = np.minimum(edge_distance(edges(liquid, 50, 150)), 20)
    distance = box(distance).astype(np.float32).astype(np.uint8)
    relief = ndimage.correlate(equalised(distance).astype(int), np.array([[-2, -1, 0], [-1, 1, 1], [0, 1, 2]]), mode="mirror")
    water = liquid * np.rint(box(np.clip(relief, 0, 255).astype(float)))
    water = water / max(water.max(), 1e-9) * strength
    return x + water[..., None] * (np.array([175, 238, 238]) / 255)


def saturate(x, level, rng, textures):
    factor, add = [(.3, 0), (.1, 0), (1.5, 0), (2, .1), (2.5, .2)][level]
    hue, saturation, value = to_hsv(x / 255)
    return from_hsv(hue, np.clip(saturation * factor + add, 0, 1), value)


CORRUPTIONS = [
    gaussian_noise, shot_noise, impulse_noise, defocus_blur, glass_blur, motion_blur, zoom_blur, snow, frost, fog, brightness, contrast,
    elastic_transform, pixelate, jpeg_compression, speckle_noise, gaussian_blur, spatter, saturate]
NAMED = {corruption.__name__: corruption for corruption in CORRUPTIONS}


def corrupt(corruption, x, level, rng, textures):
    """Cut off to [0, 1] and down to whole bytes, as published."""
    return (np.clip(corruption(x, level, rng, textures), 0, 1) * 255).astype(np.uint8)


def statistics(images, textures, folder, seed, corruptions):
    lengths = np.zeros((len(corruptions), 5))
    spectra = np.zeros((len(corruptions), 5, *images.shape[1:3]))
    for place, corruption in enumerate(corruptions):
        for level in range(5):
            rng = np.random.RandomState([seed, place, level])
            for x in images:
                change = (corrupt(corruption, x, level, rng, textures).astype(float) - x) / 255
                lengths[place, level] += np.linalg.norm(change)
                spectra[place, level] += np.abs(np.fft.fft2(change, axes=(0, 1))).mean(-1)
    np.save(f"{folder}/l2.npy", lengths / len(images))
    np.save(f"{folder}/spectrum.npy", spectra / len(images))


def serve(images, textures):
    import PIL
    import scipy
    print(f"NumPy {np.__version__}, SciPy {scipy.__version__}, Pillow {PIL.__version__}, one process, one thread", flush=True)
    for line in sys.stdin:
        name, severity = line.split()
        rng = np.random.RandomState(1)
        begin = time.perf_counter()
        for x in images:
            corrupt(NAMED[name], x, int(severity) - 1, rng, textures)
        print(time.perf_counter() - begin, flush=True)


def main(mode, images, textures, *rest):
    images, textures = np.load(images), np.load(textures)
    if mode == "statistics":
        statistics(images, textures, rest[0], int(rest[1]), [NAMED[name] for name in rest[2].split(",")])
    else:
        serve(images, textures)


if __name__ == "__main__":
    main(*sys.argv[1:])
