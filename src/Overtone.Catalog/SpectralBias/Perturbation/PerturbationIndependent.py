"""What moving all parameters of a ReLU network along random directions leaves of its spectrum."""
import numpy as np


def spectrum(widths, parameters, frequencies, samples):
    values, start = np.arange(samples)[:, None] / samples, 0
    for layer, (inputs, outputs) in enumerate(zip(widths, widths[1:])):
        weights = parameters[start:start + inputs * outputs].reshape(inputs, outputs)
        start += inputs * outputs
        values = values @ weights + parameters[start:start + outputs]
        start += outputs
        if layer < len(widths) - 2:
            values = np.maximum(values, 0)
    return abs(np.fft.fft(values[:, 0]))[frequencies]


def left(widths, parameters, directions, lengths, frequencies, samples):
    parameters, directions = np.array(parameters), np.array(directions)
    whole = spectrum(widths, parameters, frequencies, samples)
    return [
        np.mean([spectrum(widths, parameters + length * direction, frequencies, samples) / whole for direction in directions], axis=0)
        for length in lengths]
