"""Public bodies of the Register van Overheidsorganisaties."""

from ingest.dataset import Declaration

DATASET = Declaration("government", {
    "Organisation": (3000, 9000),
    "Claim": (1500, 6000),
})
