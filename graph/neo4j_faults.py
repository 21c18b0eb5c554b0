"""What can go wrong with a Neo4j server, as problems in words: from the driver's errors and the server's codes.

The driver's errors are of three kinds: the server said no (a code says why), the connection broke, the address or the
encryption is wrong. docs/moving.md says what to do about each at more length.
"""

from __future__ import annotations

from neo4j import exceptions as wrong

from graph.problems import Problem

FAULTS = (wrong.DriverError, wrong.Neo4jError)
_SHOWN = 300  # characters of what the server said
_BY_CODE = {
    "Neo.ClientError.Security.AuthenticationRateLimit": "store-login-locked",
    "Neo.ClientError.Security.CredentialsExpired": "store-password-expired",
    "Neo.ClientError.Security.Forbidden": "store-forbidden",
    "Neo.ClientError.Database.DatabaseNotFound": "store-no-database",
    "Neo.ClientError.General.WriteOnReadOnlyAccessDatabase": "store-read-only",
    "Neo.ClientError.General.ForbiddenOnReadOnlyDatabase": "store-read-only",
    "Neo.ClientError.Schema.ConstraintCreationFailed": "store-other-data",
    "Neo.ClientError.Schema.ConstraintValidationFailed": "store-other-data",
    "Neo.ClientError.Transaction.TransactionTimedOut": "store-time-limit",
    "Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration": "store-time-limit",
    "Neo.ClientError.Transaction.Terminated": "store-time-limit",
    "Neo.TransientError.Database.DatabaseUnavailable": "store-unavailable",
    "Neo.DatabaseError.Database.DatabaseUnavailable": "store-unavailable",
}
MEMORY = ("MemoryPoolOutOfMemoryError", "OutOfMemoryError", "StackOverFlowError", "TransactionMemoryLimit")
# A full disk has no code of its own: the server repeats what the system said.
_DISK = ("no space left", "disk full", "disk quota", "not enough space", "file too large")


def too_big(error: Exception) -> bool:
    """Whether the server ran into its memory limit: it calls that transient, but trying the same again does not help."""
    code = getattr(error, "code", None) or ""
    return code.rpartition(".")[2] in MEMORY


def problem_of(error: Exception, address: str, broken_off: bool = False) -> Problem:
    """The problem behind an error of the driver. `broken_off`: the connection worked before, so the server went away."""
    said = " ".join(str(getattr(error, "message", None) or error).split())[:_SHOWN]
    return Problem(_key(error, said, broken_off), address, got=said)


def _key(error: Exception, said: str, broken_off: bool) -> str:
    code = getattr(error, "code", None) or ""
    if any(word in said.casefold() for word in _DISK):
        return "store-full"
    if too_big(error):
        return "store-memory"
    if code in _BY_CODE:
        return _BY_CODE[code]
    if isinstance(error, wrong.WriteServiceUnavailable):  # what the driver makes of NotALeader
        return "store-not-leader"
    if isinstance(error, wrong.AuthError):
        return "store-login-neo4j"
    if isinstance(error, wrong.UnsupportedServerProduct):
        return "store-old-server"
    if isinstance(error, wrong.ServiceUnavailable | wrong.SessionExpired | wrong.ConnectionPoolError):
        return "store-broke-off" if broken_off or isinstance(error, wrong.IncompleteCommit) else "store-unreachable"
    return "query-refused" if isinstance(error, wrong.ClientError) else "store-failed"
