"""The eigenvectors of a Gaussian kernel whose width is the median distance."""
import numpy as np
from scipy.linalg import eigh
from scipy.spatial.distance import cdist, pdist


def median_distance(points):
    return np.median(pdist(points))


def vectors(points):
    kernel = np.exp(-cdist(points, points) ** 2 / (2 * median_distance(points) ** 2))
    return abs(np.transpose(eigh(kernel)[1])[::-1][:5])
