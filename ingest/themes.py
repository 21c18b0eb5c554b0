"""Themes of the social domain: a SKOS tree with labels, synonyms and TOP-list matches."""

from ingest.dataset import Declaration

DATASET = Declaration("themes", {
    "Theme": (150, 400),
})
