"""Joint arrangements between public bodies (gemeenschappelijke regelingen) and their members."""

from ingest.dataset import Declaration

DATASET = Declaration("arrangements", {
    "Network": (400, 700),
    "Claim": (3000, 8000),
})
