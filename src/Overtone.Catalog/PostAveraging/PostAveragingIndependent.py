"""What is measured of averaged networks, on NumPy."""
import numpy as np


def averaged(weights, images, directions, radius):
    weights, directions = np.array(weights), np.array(directions)
    directions = directions / np.sqrt((directions ** 2).sum(axis=1, keepdims=True))
    rows = []
    for image in np.array(images):
        points = [image]
        for way in directions:
            for step in (radius / 3, 2 * radius / 3, radius):
                points += [image + step * way, image - step * way]
        total = np.zeros(len(weights))
        for point in points:
            powers = np.exp(np.abs(weights @ point))
            total += powers / powers.sum()
        rows += list(total / len(points))
    return rows
