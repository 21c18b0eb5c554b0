"""Municipalities, the regional layers they lie in and their changes since 2000."""

from ingest.dataset import Declaration

DATASET = Declaration("municipalities", {
    "Municipality": (342, 1200),
    "Region": (150, 400),
    "MunicipalityChange": (128, 300),
    "Document": (4, 40),
    "Claim": (2500, 6000),
})
