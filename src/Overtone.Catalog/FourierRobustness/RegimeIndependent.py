"""What is measured of networks of several regimes, on NumPy's transform and SciPy's components."""
import numpy as np
from scipy import ndimage


def low_error_area(errors, limit):
    below = np.array(errors) < limit
    middle = tuple(side // 2 for side in below.shape)
    below[middle] = True
    labels, _ = ndimage.label(below)
    return int((labels == labels[middle]).sum())


def square(side, bandwidth):
    """A square of frequencies around zero, zero frequency first."""
    kept = np.zeros((side, side))
    half, middle = bandwidth // 2, side // 2
    kept[middle - half:middle + half + 1, middle - half:middle + half + 1] = 1
    return np.fft.ifftshift(kept)


def energy_shares(images, side, bandwidth):
    images = np.array(images).reshape(-1, side, side)
    images = images - images.mean(axis=(1, 2), keepdims=True)
    energies = np.abs(np.fft.fft2(images)) ** 2
    low = square(side, bandwidth)
    # The same square around the highest frequency, which is the farthest from zero.
    high = np.roll(low, (side // 2, side // 2), (0, 1))
    return [(energies * mask).sum() / energies.sum() for mask in (low, high)]


def noise_norms(noise, side, bandwidth):
    rows = []
    for channel in np.array(noise).reshape(-1, side, side):
        energies = np.abs(np.fft.fft2(channel)) ** 2
        rows.append([np.sqrt((channel ** 2).sum()), (energies * square(side, bandwidth)).sum() / energies.sum()])
    return rows


def change_spectrum(changes, side):
    changes = np.array(changes).reshape(-1, 3, side, side)
    spectra = np.fft.fft2(changes, norm="ortho")
    bandwidth = 2 * round((27 * side / 32 - 1) / 2) + 1
    high = np.roll(square(side, bandwidth), (side // 2, side // 2), (0, 1))
    energies = (np.abs(spectra) ** 2).sum(axis=1)
    share = ((energies * high).sum(axis=(1, 2)) / energies.sum(axis=(1, 2))).mean()
    magnitude = np.abs(spectra).mean(axis=(0, 1))
    frequencies = np.fft.fftfreq(side) * side
    radius = np.hypot(frequencies[:, None], frequencies[None, :])
    return [share, (radius * magnitude).sum() / magnitude.sum()]
