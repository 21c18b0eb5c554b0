"""Between degrees and metres of the Dutch grid (Rijksdriehoeksstelsel), to draw and measure on a flat map.

The polynomials are those of F.H. Schreutelkamp and G.L. Strang van Hees, "Benaderingsformules voor de transformatie tussen
RD- en WGS84-kaartcoördinaten", Geodesia 43 (2001), pp. 64-69; their error is below a metre within the Netherlands.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

_X0, _Y0, _LAT0, _LON0 = 155000.0, 463000.0, 52.15517440, 5.38720621  # the tower of Amersfoort
# (power of the first, power of the second, coefficient)
_X = ((0, 1, 190094.945), (1, 1, -11832.228), (2, 1, -114.221), (0, 3, -32.391), (1, 0, -0.705), (3, 1, -2.340), (1, 3, -0.608),
      (0, 2, -0.008), (2, 3, 0.148))
_Y = ((1, 0, 309056.544), (0, 2, 3638.893), (2, 0, 73.077), (1, 2, -157.984), (3, 0, 59.788), (0, 1, 0.433), (2, 2, -6.439),
      (1, 1, -0.032), (0, 4, 0.092), (1, 4, -0.054))
_LAT = ((0, 1, 3235.65389), (2, 0, -32.58297), (0, 2, -0.24750), (2, 1, -0.84978), (0, 3, -0.06550), (2, 2, -0.01709), (1, 0, -0.00738),
        (4, 0, 0.00530), (2, 3, -0.00039), (4, 1, 0.00033), (1, 1, -0.00012))
_LON = ((1, 0, 5260.52916), (1, 1, 105.94684), (1, 2, 2.45656), (3, 0, -0.81885), (1, 3, 0.05594), (3, 1, -0.05607), (0, 1, 0.01199),
        (3, 2, -0.00256), (1, 4, 0.00128), (0, 2, 0.00022), (2, 0, -0.00022), (5, 0, 0.00026))

Numbers = NDArray[np.float64]


def metres(lonlat: ArrayLike) -> Numbers:
    """Longitude and latitude in degrees, a pair a row, as metres east and north."""
    pairs = np.asarray(lonlat, dtype=float)
    lat, lon = 0.36 * (pairs[:, 1] - _LAT0), 0.36 * (pairs[:, 0] - _LON0)
    return np.column_stack((_X0 + _sum(_X, lat, lon), _Y0 + _sum(_Y, lat, lon)))


def degrees(east_north: ArrayLike) -> Numbers:
    """Metres east and north, a pair a row, as longitude and latitude in degrees."""
    pairs = np.asarray(east_north, dtype=float)
    x, y = (pairs[:, 0] - _X0) * 1e-5, (pairs[:, 1] - _Y0) * 1e-5
    return np.column_stack((_LON0 + _sum(_LON, x, y) / 3600, _LAT0 + _sum(_LAT, x, y) / 3600))


def _sum(terms: tuple[tuple[int, int, float], ...], one: Numbers, other: Numbers) -> Numbers:
    return np.sum([factor * one**first * other**second for first, second, factor in terms], axis=0)
