"""A one-dimensional fit in PyTorch, the plain loop: nn.Sequential, mean squared error, Adam, one seed.

    training.py ACTIVATION WIDTH... SAMPLES

Answers 'product' with the seconds of one product of 1024 x 1024 float32 matrices, and 'step' with those of one step.
"""
import math
import sys
import time

import torch


def product_seconds():
    a = torch.ones(1024, 1024)
    seconds = []
    for _ in range(5):
        begin = time.perf_counter()
        a @ a
        seconds.append(time.perf_counter() - begin)
    return min(seconds)


def main():
    torch.set_num_threads(1)
    activation = {"Tanh": torch.nn.Tanh, "Relu": torch.nn.ReLU}[sys.argv[1]]
    *widths, samples = [int(a) for a in sys.argv[2:]]
    layers = []
    for inputs, outputs in zip(widths, widths[1:]):
        layers += [torch.nn.Linear(inputs, outputs), activation()]
    network = torch.nn.Sequential(*layers[:-1])
    optimiser = torch.optim.Adam(network.parameters(), lr=1e-3)
    x = torch.linspace(-math.pi, math.pi, samples).unsqueeze(1).expand(-1, widths[0]).contiguous()
    y = x[:, :1].sin().expand(-1, widths[-1]).contiguous()

    def step_seconds(steps=300):
        begin = time.perf_counter()
        for _ in range(steps):
            optimiser.zero_grad()
            loss = torch.nn.functional.mse_loss(network(x), y)
            loss.backward()
            optimiser.step()
        return (time.perf_counter() - begin) / steps

    step_seconds(20)
    print(f"PyTorch {torch.__version__}", flush=True)
    for line in sys.stdin:
        print(product_seconds() if line.strip() == "product" else step_seconds(), flush=True)


main()
