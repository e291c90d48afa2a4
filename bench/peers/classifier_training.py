"""Training of a small image classifier in PyTorch, the plain loop: momentum, cross entropy, random crops and mirroring.

    classifier_training.py NETWORK IMAGES BATCH

NETWORK: cnn or resnet-8. IMAGES: how many random 3 x 32 x 32 images, held as bytes. Crops and mirrorings are one indexing operation a
batch, which takes a fraction of what torchvision's transforms take, image by image in a data loader, as published trainings have them.

Answers 'product' with the seconds of one product of 1024 x 1024 float32 matrices, 'train N' with the processor seconds of one of N steps,
'pgd N STEPS' with the same for adversarial training by projected gradient descent, and 'keep' with 0: from then on the allocator keeps what
is freed, as Overtone's workers have it set, and as nobody has who does not know.
"""
import ctypes
import resource
import sys
import time

import torch
from torch import nn
from torch.nn import functional

PADDING, EPSILON = 4, 8 / 255


class SmallConvolutional(nn.Module):
    def __init__(self):
        super().__init__()
        self.first, self.second = nn.Conv2d(3, 16, 3, padding=1), nn.Conv2d(16, 32, 3, padding=1)
        self.hidden, self.output = nn.Linear(32 * 8 * 8, 64), nn.Linear(64, 10)

    def forward(self, x):
        x = functional.max_pool2d(functional.relu(self.first(x)), 2)
        x = functional.max_pool2d(functional.relu(self.second(x)), 2)
        return self.output(functional.relu(self.hidden(x.flatten(1))))


class Block(nn.Module):
    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.first = nn.Conv2d(inputs, outputs, 3, stride, padding=1, bias=False)
        self.second = nn.Conv2d(outputs, outputs, 3, padding=1, bias=False)
        self.first_norm, self.second_norm = nn.BatchNorm2d(outputs), nn.BatchNorm2d(outputs)
        self.added, self.stride = outputs - inputs, stride

    def forward(self, x):
        way_past = x
        if self.added:
            way_past = functional.pad(x[:, :, ::self.stride, ::self.stride], (0, 0, 0, 0, 0, self.added))
        y = functional.relu(self.first_norm(self.first(x)))
        return functional.relu(self.second_norm(self.second(y)) + way_past)


class Residual(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem, self.norm = nn.Conv2d(3, 16, 3, padding=1, bias=False), nn.BatchNorm2d(16)
        self.blocks = nn.Sequential(Block(16, 16, 1), Block(16, 32, 2), Block(32, 64, 2))
        self.output = nn.Linear(64, 10)

    def forward(self, x):
        x = self.blocks(functional.relu(self.norm(self.stem(x))))
        return self.output(x.mean((2, 3)))


def processor_seconds(work):
    start = resource.getrusage(resource.RUSAGE_SELF)
    work()
    end = resource.getrusage(resource.RUSAGE_SELF)
    return end.ru_utime + end.ru_stime - start.ru_utime - start.ru_stime


def product_seconds():
    a = torch.ones(1024, 1024)
    seconds = []
    for _ in range(5):
        begin = time.perf_counter()
        a @ a
        seconds.append(time.perf_counter() - begin)
    return min(seconds)


class Loop:
    def __init__(self, network, images, batch):
        self.network, self.batch = network, batch
        self.images = torch.randint(0, 256, (images, 3, 32, 32), dtype=torch.uint8)
        self.padded = functional.pad(self.images, (PADDING,) * 4)
        self.labels = torch.randint(0, 10, (images,))
        self.optimiser = torch.optim.SGD(network.parameters(), lr=0.05, momentum=0.9, weight_decay=5e-4)
        self.order, self.next = torch.randperm(images), 0

    def make_batch(self):
        if self.next + self.batch > len(self.order):
            self.order, self.next = torch.randperm(len(self.order)), 0
        chosen = self.order[self.next:self.next + self.batch]
        self.next += self.batch
        count = len(chosen)
        rows = torch.randint(0, 2 * PADDING + 1, (count, 1)) + torch.arange(32)
        columns = torch.randint(0, 2 * PADDING + 1, (count, 1)) + torch.arange(32)
        columns = torch.where(torch.rand(count, 1) < 0.5, columns.flip(1), columns)
        images = self.padded[chosen[:, None, None, None], torch.arange(3)[:, None, None], rows[:, None, :, None], columns[:, None, None, :]]
        return images.float().div_(255), self.labels[chosen]

    def attack(self, x, y, steps):
        self.network.eval()
        points = (x + torch.empty_like(x).uniform_(-EPSILON, EPSILON)).clamp_(0, 1)
        for _ in range(steps):
            points.requires_grad_()
            gradient, = torch.autograd.grad(functional.cross_entropy(self.network(points), y), points)
            points = points.detach() + (2 / 255) * gradient.sign()
            points = (x + (points - x).clamp_(-EPSILON, EPSILON)).clamp_(0, 1)
        self.network.train()
        return points

    def step(self, attack_steps):
        x, y = self.make_batch()
        if attack_steps:
            x = self.attack(x, y, attack_steps)
        self.optimiser.zero_grad()
        loss = functional.cross_entropy(self.network(x), y)
        loss.backward()
        self.optimiser.step()
        return loss.item()

    def train(self, count, attack_steps=0):
        return processor_seconds(lambda: [self.step(attack_steps) for _ in range(count)]) / count


def keep_memory():
    m_trim_threshold, m_mmap_threshold, gigabyte = -1, -3, 1 << 30
    libc = ctypes.CDLL(None)
    libc.mallopt(m_mmap_threshold, gigabyte)
    libc.mallopt(m_trim_threshold, gigabyte)
    return 0


def main():
    torch.set_num_threads(1)
    name, images, batch = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    loop = Loop(Residual() if name == "resnet-8" else SmallConvolutional(), images, batch)
    loop.train(2)
    answers = {"product": product_seconds, "train": loop.train, "pgd": loop.train, "keep": keep_memory}
    print(f"PyTorch {torch.__version__}", flush=True)
    for line in sys.stdin:
        what, *numbers = line.split()
        print(answers[what](*map(int, numbers)), flush=True)


main()
