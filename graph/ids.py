"""Ids of nodes and claims: `kind:slug`, their IRIs, and the id that a claim's content gives it.

An id is opaque: its slug never changes, whatever the label becomes. Formats: docs/schema.md.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

ID_BASE = "https://w3id.org/wieweetwat/id/"
DATASET_BASE = "https://w3id.org/wieweetwat/dataset/"
ID_PATTERN = re.compile(r"([a-z]+):([A-Za-z0-9][A-Za-z0-9._-]*)")
# The columns that make a claim what it is. Mending its note, basis or said_by keeps its id.
CLAIM_IDENTITY = ("subject", "relation", "object", "concerns", "role", "level", "from", "document")


def is_id(text: str) -> bool:
    """Whether `text` has the form of an id; says nothing about its existence."""
    return ID_PATTERN.fullmatch(text) is not None


def prefix_of(identifier: str) -> str:
    """The kind prefix of an id: `init` for `init:hoogeloon`; empty when there is no colon."""
    return identifier.partition(":")[0] if ":" in identifier else ""


def iri_of(identifier: str) -> str:
    """The IRI of an id: `init:hoogeloon` -> `https://w3id.org/wieweetwat/id/init/hoogeloon`."""
    return ID_BASE + identifier.replace(":", "/", 1)


def id_of(iri: str) -> str:
    """The id of an IRI made by `iri_of`; an IRI of somebody else comes back as it is."""
    return iri[len(ID_BASE):].replace("/", ":", 1) if iri.startswith(ID_BASE) else iri


def dataset_iri(name: str) -> str:
    """The IRI of a dataset, which is the name of its graph in an RDF store."""
    return DATASET_BASE + name


def claim_id(identity: Sequence[str]) -> str:
    """The id of a claim from its cells in the order of CLAIM_IDENTITY, empty cells as "".

    First 16 hex digits of sha256 over the cells joined by `|` (format: docs/schema.md).
    """
    return "claim:" + hashlib.sha256("|".join(identity).encode("utf-8")).hexdigest()[:16]
