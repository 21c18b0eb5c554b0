"""How well the schematic map resembles the real municipalities: `python -m benchmarks.borders REAL.geojson`.

The real borders are a yardstick only. They are no part of this repository; any GeoJSON with codes such as GM0363 as `id` will do.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
import shapely
from shapely.geometry import shape

from ingest.borders.projection import metres

DRAWN = Path(__file__).resolve().parents[1] / "static" / "map" / "gemeente.json"


def overlaps(real: Path, drawn: Path = DRAWN) -> dict[str, float]:
    """Municipality -> intersection over union of its drawn and its real shape."""
    ours, theirs = _shapes(drawn), {f"gm:{code.removeprefix('gm:')}": found for code, found in _shapes(real).items()}
    return {place: ours[place].intersection(theirs[place]).area / ours[place].union(theirs[place]).area for place in sorted(ours.keys() & theirs.keys())}


def _shapes(file: Path) -> dict[str, shapely.Geometry]:
    features = json.loads(file.read_text(encoding="utf-8"))["features"]
    return {feature["id"]: shapely.make_valid(shapely.transform(shape(feature["geometry"]), metres)) for feature in features}


def main() -> None:
    """Print the median, the lowest tenth and the worst ones."""
    found = overlaps(Path(sys.argv[1]))
    values = np.array(list(found.values()))
    print(f"{len(values)} municipalities: median {np.median(values):.3f}, p10 {np.quantile(values, 0.1):.3f}, mean {values.mean():.3f}")
    print("lowest:", ", ".join(f"{place} {value:.2f}" for place, value in sorted(found.items(), key=lambda item: item[1])[:8]))


if __name__ == "__main__":
    main()
