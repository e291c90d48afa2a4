"""The loss of tanh networks on normal inputs, the error above a frequency, and how both change under gradient flow."""
import numpy as np


def rates(parameters, half_width, count, cutoffs):
    spacing = 2 * half_width / count
    x = -half_width + spacing * np.arange(count)
    density = np.exp(-x ** 2 / 2) / np.sqrt(2 * np.pi)
    frequencies = abs(np.fft.fftfreq(count, spacing))

    def losses(weights):
        outputs, inputs, biases = weights
        values = outputs @ np.tanh(np.outer(inputs, x) + biases[:, None])
        power = spacing * abs(np.fft.fft((values - np.sin(3 * x)) * np.sqrt(density))) ** 2 / count
        return np.array([power.sum()] + [power[frequencies > cutoff].sum() for cutoff in cutoffs])

    weights, step = np.array(parameters), 1e-5
    gradient = np.zeros_like(weights)
    for index in np.ndindex(weights.shape):
        moved = np.zeros_like(weights)
        moved[index] = step
        gradient[index] = (losses(weights + moved)[0] - losses(weights - moved)[0]) / (2 * step)
    time = 1e-5
    change = (losses(weights - time * gradient) - losses(weights + time * gradient)) / (2 * time)
    now = losses(weights)
    return [now[0], (gradient ** 2).sum(), *now[1:], *change[1:]]


def deep_rates(parameters, widths, power, half_width, count, cutoffs):
    spacing = 2 * half_width / count
    x = -half_width + spacing * np.arange(count)
    density = np.exp(-x ** 2 / 2) / np.sqrt(2 * np.pi)
    frequencies = abs(np.fft.fftfreq(count, spacing))

    def values(weights):
        layer, start = x[None], 0
        for width in widths:
            end = start + width * len(layer)
            sums = weights[start:end].reshape(width, -1) @ layer + weights[end:end + width, None]
            layer, start = np.tanh(sums), end + width
        return weights[start:] @ layer

    def loss(weights):
        return spacing * (abs(values(weights) - np.sin(3 * x)) ** power * density).sum()

    def above(function):
        energy = spacing * abs(np.fft.fft(function * np.sqrt(density))) ** 2 / count
        return np.array([energy[frequencies > cutoff].sum() for cutoff in cutoffs])

    def errors(weights):
        return above(values(weights) - np.sin(3 * x))

    weights, step = np.array(parameters), 1e-5
    moves = step * np.eye(len(weights))
    gradient = np.array([loss(weights + move) - loss(weights - move) for move in moves]) / (2 * step)
    tangents = sum(above((values(weights + move) - values(weights - move)) / (2 * step)) for move in moves)
    time = 1e-6
    change = (errors(weights - time * gradient) - errors(weights + time * gradient)) / (2 * time)
    return [loss(weights), (gradient ** 2).sum(), *tangents, *errors(weights), *change]
