"""A connection to a Neo4j server: where it is, reading from it, transactions that write, and its faults in words."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from urllib.parse import urlsplit

import neo4j

from graph.cypher_lookups import Rows
from graph.neo4j_faults import FAULTS, problem_of, too_big
from graph.neo4j_patience import Patience
from graph.problems import Problem, StoreError, UsageError

OLDEST = 5  # the first version with EXISTS {} and COUNT {} as our queries use them
READ_SECONDS, WRITE_SECONDS = 120, 1800  # the server ends what takes longer
CONNECT_SECONDS = 5
STREAMED = 1000  # rows that come together when their number is unknown
# What passes by itself (a deadlock, a change of leader) is tried again for so long; a closed port fails after it too.
RETRY_SECONDS = 4
_DATABASE = re.compile(r"[A-Za-z][A-Za-z0-9.-]{0,62}")
# The driver reports every try again; what matters reaches the user as one problem. Whoever sets up logging still gets all.
logging.getLogger("neo4j").addHandler(logging.NullHandler())
Work = Callable[[neo4j.ManagedTransaction], None]


class TooBig(Exception):
    """A transaction that the server has no memory for. It was rolled back; smaller ones may do."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a server is: the address for the driver and the database, None for the user's own."""

    uri: str
    database: str | None


def place_of(address: str) -> Place:
    """`neo4j://HOST[:PORT][/DATABASE]` taken apart. UsageError for another form, or a password in it."""
    parts = urlsplit(address)
    database = parts.path.strip("/")
    if "@" in parts.netloc:
        raise UsageError(Problem("address-password", expected=f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"))
    try:
        good = parts.hostname and (parts.port or True) and (not database or _DATABASE.fullmatch(database))
    except ValueError:  # a port that is no number
        good = False
    if not good or parts.fragment:
        raise UsageError(Problem("address", got=address, expected="neo4j://HOST[:PORT][/DATABASE]"))
    query = f"?{parts.query}" if parts.query else ""  # a routing policy
    return Place(f"{parts.scheme}://{parts.netloc}{query}", database or None)


class Neo4jServer:
    """A server at an address; name and password from NEO4J_USERNAME and NEO4J_PASSWORD. Threads may share it."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._place = place_of(address)
        self._driver: neo4j.Driver | None = None
        self._known = False  # whether the server was reached and is new enough
        self._patience = Patience(address)
        self._bookmarks = neo4j.GraphDatabase.bookmark_manager()  # in a cluster, what was written here is read here

    def _open(self) -> neo4j.Driver:
        if self._driver is None:
            user, password = os.environ.get("NEO4J_USERNAME", "neo4j"), os.environ.get("NEO4J_PASSWORD")
            self._driver = neo4j.GraphDatabase.driver(
                self._place.uri, auth=(user, password) if password is not None else None, user_agent="wieweetwat",
                connection_timeout=CONNECT_SECONDS, connection_acquisition_timeout=2 * CONNECT_SECONDS,
                max_transaction_retry_time=RETRY_SECONDS, telemetry_disabled=True)
        return self._driver

    def _session(self, mode: str, at_once: int = -1) -> neo4j.Session:
        """A session on a server that was seen to be new enough; `at_once` rows are fetched together, -1 = all."""
        driver = self._open()
        if not self._known:
            agent = driver.get_server_info().agent
            version = re.match(r"Neo4j/(\d+)", agent)
            if version and int(version[1]) < OLDEST:
                raise StoreError(Problem("store-old-server", self.address, expected=f"Neo4j/{OLDEST}", got=agent))
            self._known = True
        return driver.session(database=self._place.database, default_access_mode=mode, fetch_size=at_once,
                              bookmark_manager=self._bookmarks, notifications_min_severity="OFF")  # an empty database would be warned about at every property

    def read(self, text: str, parameters: Mapping[str, object]) -> Rows:
        """The rows of a query, read to the end in a transaction that may only read. StoreError as graph/neo4j_faults.py says."""

        @neo4j.unit_of_work(timeout=READ_SECONDS)
        def work(transaction: neo4j.ManagedTransaction) -> Rows:
            result = transaction.run(text, dict(parameters))  # type: ignore[arg-type]
            return Rows(tuple(result.keys()), result.values())

        known = self._known
        try:
            with self._session(neo4j.READ_ACCESS) as session:
                return session.execute_read(work)
        except FAULTS as error:
            raise self._failed(error, known) from None

    def stream(self, text: str, parameters: Mapping[str, object], seconds: float) -> tuple[list[str], Iterator[Sequence[object]]]:
        """Columns and rows of a query as they come in, in a transaction that may only read. StoreError as `read`.

        The session ends with the rows: read them to the end or close the iterator.
        """
        stack = ExitStack()
        try:
            session = stack.enter_context(self._session(neo4j.READ_ACCESS, STREAMED))
            transaction = stack.enter_context(session.begin_transaction(timeout=seconds))
            result = transaction.run(text, dict(parameters))  # type: ignore[arg-type]
            return list(result.keys()), self._records(result, stack)
        except FAULTS as error:
            stack.close()
            raise StoreError(problem_of(error, self.address)) from None

    def _records(self, result: neo4j.Result, stack: ExitStack) -> Iterator[Sequence[object]]:
        with stack:
            try:
                yield from (record.values() for record in result)
            except FAULTS as error:
                raise StoreError(problem_of(error, self.address, broken_off=True)) from None

    def write(self, work: Work) -> None:
        """Do work in one transaction, whole or not at all. TooBig when the server has no memory for it; StoreError else.

        What passes by itself is tried again, so the work must bear being done anew from its start.
        """

        @neo4j.unit_of_work(timeout=WRITE_SECONDS)
        def bounded(transaction: neo4j.ManagedTransaction) -> None:
            try:
                work(transaction)
            except FAULTS as error:
                if too_big(error):  # said as an error of ours, since the driver would try it again
                    raise TooBig(problem_of(error, self.address).got) from None
                raise

        def whole() -> None:
            with self._session(neo4j.WRITE_ACCESS) as session:
                session.execute_write(bounded)

        known = self._known
        try:
            self._patience.wait_for(whole)
        except FAULTS as error:
            if too_big(error):
                raise TooBig(problem_of(error, self.address).got) from None
            raise self._failed(error, known) from None

    def define(self, statements: Iterable[str]) -> None:
        """Run statements that define indexes and constraints, in one transaction that has nothing else."""
        def whole() -> None:
            with self._session(neo4j.WRITE_ACCESS) as session, session.begin_transaction(timeout=WRITE_SECONDS) as transaction:
                for text in statements:
                    transaction.run(text).consume()  # type: ignore[arg-type]
                    self.heard()
                transaction.commit()

        try:
            self._patience.wait_for(whole)
        except FAULTS as error:
            raise StoreError(problem_of(error, self.address)) from None

    def heard(self) -> None:
        """Work that writes got an answer from the server: it is not silent."""
        self._patience.heard()

    def _failed(self, error: Exception, known: bool) -> StoreError:
        """An error of the driver in words. After a broken connection the server counts as one that was never reached."""
        problem = problem_of(error, self.address, broken_off=known)
        self._known = self._known and problem.key not in ("store-broke-off", "store-unreachable")
        return StoreError(problem)

    def close(self) -> None:
        """Let go of the connections; the next query makes new ones."""
        if self._driver is not None:
            self._driver.close()
        self._driver, self._known = None, False
