"""What a newcomer comes to do, from the first page on: only what is seen is clicked, and every click counts.

Typing in a box and pressing Enter counts as one click. Used by the tests and for the pictures of docs/tasks.md.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import settled

MOST_CLICKS, MOST_SECONDS = 5, 60
PLAN = "vrijwilligers koken één keer per week samen met eenzame ouderen in het buurthuis"


class Walk:
    """A visitor on their way through the pages; `clicks` so far."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.clicks = 0

    def follow(self, words: str) -> None:
        """A link that can be seen, by words in it."""
        self._click(self.page.get_by_role("link", name=words).first)

    def press(self, words: str) -> None:
        """A button that can be seen, by its words."""
        self._click(self.page.get_by_role("button", name=words))

    def search(self, name: str) -> None:
        """A name in the box of the header."""
        self._type(self.page.get_by_placeholder("Zoek naam, thema"), name)

    def choose(self, field: str, words: str) -> None:
        """A picker: some letters of what is meant, and Enter."""
        box = self.page.locator(f".st-key-pick-{field} input").first
        box.scroll_into_view_if_needed()
        before = self.page.url
        box.click()
        box.press_sequentially(words)
        self.page.get_by_role("option", name=words).first.wait_for()
        self.page.keyboard.press("Enter")
        self.page.wait_for_function("before => location.href !== before", arg=before)
        self._done()

    def type_into(self, box: Locator, text: str) -> None:
        """A text in a large box, and out of it."""
        box.fill(text)
        self.page.locator("h1").click()
        self._done()

    def write(self, text: str) -> None:
        """The large box for a plan."""
        box = self.page.locator(".st-key-pick-text textarea")
        assert box.is_visible()
        box.fill(text)
        self.clicks += 1

    def _click(self, target: Locator) -> None:
        target.wait_for(state="visible")
        target.click()
        self._done()

    def _type(self, box: Locator, text: str) -> None:
        assert box.is_visible()
        box.fill(text)
        box.press("Enter")
        self._done()

    def _done(self) -> None:
        self.clicks += 1
        self.page.wait_for_timeout(200)
        settled(self.page)


class Task(NamedTuple):
    """A task: the name of its picture, what was asked, the way, and the clicks that the way takes."""

    name: str
    asked: str
    walk: Callable[[Walk], None]
    clicks: int


def front_runners(walk: Walk) -> None:
    """The sentence of the first page, and its button."""
    walk.choose("theme", "jeugdhulp")
    walk.choose("region", "Twente")
    walk.press("Toon het hele antwoord")


def knowledge(walk: Walk) -> None:
    """The page of who knows what; how to reach them stands in the explanation."""
    walk.follow("Wie weet wat")
    walk.choose("theme", "vroegsignalering van schulden")
    walk.choose("region", "Gelderland")


def done_already(walk: Walk) -> None:
    """The plan in one's own words."""
    walk.follow("Bestaat dit al?")
    walk.write(PLAN)
    walk.press("Zoek wat er al is")


def like_mine(walk: Walk) -> None:
    """What works on a theme, from the first page, among municipalities like one's own."""
    walk.choose("theme", "thuisloze jongeren")
    walk.follow("Wat werkt voor dak- en thuisloze jongeren")
    walk.choose("like", "Zwolle")


def shared(walk: Walk) -> None:
    """From the profile of the first of three."""
    walk.search("Movisie")
    walk.follow("Movisie")
    walk.follow("Wat heeft Movisie gemeen met andere organisaties?")
    walk.choose("actors", "ZonMw")
    walk.choose("actors", "Vereniging van Nederlandse Gemeenten")


def one_person(walk: Walk) -> None:
    """From the list of all questions to a theme that rests on one person, and to everything that is known of that person."""
    walk.follow("Alle vragen")
    walk.follow("op één persoon")
    walk.choose("row", "professionalisering")
    walk.follow("Lineke van Hal")


def to_excel(walk: Walk) -> None:
    """The answer of the first page; the download itself is the last click."""
    walk.press("Toon het hele antwoord")


def connected(walk: Walk) -> None:
    """From one's own municipality by name, along its profile, to its network and whom one is looking for."""
    walk.search("Enschede")
    walk.follow("Enschede")
    walk.follow("Bekijk het netwerk rond Enschede")
    walk.choose("to", "Movisie")


def nobody(walk: Walk) -> None:
    """Along the pictures to the gaps, and the theme."""
    walk.follow("In beeld")
    walk.follow("Witte vlekken")
    walk.choose("theme", "informele zorg")


def query(walk: Walk) -> None:
    """From an answer to its query, changed and run."""
    walk.press("Toon het hele antwoord")
    walk.follow("De query achter dit antwoord")
    box = walk.page.locator(".st-key-console-text textarea")
    expect(box).to_have_value(re.compile("SELECT"))  # the box is drawn empty first and filled a moment later
    walk.type_into(box, box.input_value() + "\nLIMIT 3")
    walk.press("Voer uit")


TASKS = (
    Task("front-runners", "Who are the front runners on youth care in Twente? Send the link to a colleague.", front_runners, 3),
    Task("knowledge", "Who in Gelderland knows about the early detection of debts, and how do I reach them?", knowledge, 3),
    Task("done-already", "Has this idea been done already?", done_already, 3),
    Task("like-mine", "Which municipalities like mine run something on homeless youth, and does it work?", like_mine, 3),
    Task("shared", "What do these three organisations share?", shared, 5),
    Task("one-person", "What hangs on one person?", one_person, 4),
    Task("excel", "Take it to Excel.", to_excel, 2),
    Task("nobody", "Where is nobody working on informal care?", nobody, 3),
    Task("query", "Look up the query behind this panel, change it, export the result.", query, 4),
    Task("connected", "How am I connected to Movisie?", connected, 4),
)
