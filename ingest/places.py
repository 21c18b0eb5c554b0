"""Places with the municipality they lie in."""

from ingest.dataset import Declaration

DATASET = Declaration("places", {
    "Place": (1500, 5000),
    "Document": (1, 5),
})
