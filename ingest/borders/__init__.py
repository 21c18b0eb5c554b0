"""The map that the project draws itself: a cell per municipality and the regions that they make up.

`python -m ingest.borders` makes the files in static/map/ anew (docs/decisions/0014-map.md). It needs the extra
`map` (shapely, scipy); the app reads the files only.
"""
