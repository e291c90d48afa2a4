"""Spectra of labels along the first principal component of the inputs."""
import numpy as np


def amplitudes(inputs, targets, frequencies):
    centred = np.array(inputs) - np.mean(inputs, axis=0)
    projected = centred @ np.linalg.svd(centred)[2][0]
    coordinates = projected / np.std(projected)
    return [[abs(np.mean(np.exp(-2j * np.pi * k * coordinates) * output)) for output in np.transpose(targets)] for k in frequencies]
