"""Who does and knows what: the collected facts of the field."""

from ingest.dataset import Declaration

DATASET = Declaration("field", {
    "Organisation": (200, 5000),
    "Network": (150, 2000),
    "Programme": (80, 1000),
    "Call": (10, 1000),
    "Family": (40, 1000),
    "Initiative": (400, 10000),
    "Method": (100, 2000),
    "Event": (40, 2000),
    "Session": (20, 5000),
    "KnowledgeQuestion": (80, 5000),
    "Indicator": (40, 2000),
    "Document": (450, 20000),
    "Claim": (4000, 200000),
})
