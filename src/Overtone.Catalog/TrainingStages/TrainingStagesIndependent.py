"""The loss of a tanh network on normal inputs, the part of it above a frequency, and how both change under gradient flow."""
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
