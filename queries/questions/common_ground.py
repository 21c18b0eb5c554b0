"""How much two profiles have in common, for all pairs at once."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np


def common_ground(profiles: Mapping[str, Mapping[str, float]]) -> tuple[list[str], np.ndarray]:
    """For every pair of profiles the share that both have: the sum over themes of the smaller weight, 0 to 1.

    A profile's weights add up to 1 (or it is empty), so 1 means the same profile and 0 nothing in common. Returns the ids, sorted,
    and a square matrix in that order. This is the intersection of histograms (Swain & Ballard 1991), for 300 x 20 in milliseconds.
    """
    ids = sorted(profiles)
    themes = {theme: position for position, theme in enumerate(sorted({theme for weights in profiles.values() for theme in weights}))}
    table = np.zeros((len(ids), len(themes)))
    for row, one in enumerate(ids):
        for theme, weight in profiles[one].items():
            table[row, themes[theme]] = weight
    shared = np.zeros((len(ids), len(ids)))
    for row in range(len(ids)):  # row by row: all at once would hold pairs x themes numbers
        shared[row] = np.minimum(table[row], table).sum(axis=1)
    return ids, shared
