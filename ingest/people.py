"""People in public roles and every claim that names them."""

from ingest.dataset import Declaration

DATASET = Declaration("people", {
    "Person": (0, 5000),
    "Claim": (0, 20000),
})
