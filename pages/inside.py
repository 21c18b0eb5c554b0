"""Links between the pages within a text. Streamlit's own link is an element of its own; a page of names needs hundreds.

They are ordinary links, so they can be copied and opened in a new tab; a script lets a plain click change the page
without loading the app anew, which would forget what this visitor has seen. One of class `stay` leaves the page where it is scrolled to.
"""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st

from pages import safe, url

PROFILE, THEME, REGION, SOURCES = "profiel", "thema", "regio", "bronnen"
_PAGE_OF = {"theme": THEME, "region": REGION, "doc": SOURCES}  # what has a page of its own; anything else is a profile
# It answers as Streamlit does to the browser's Back: the address changes, then the page follows it.
SCRIPT = """<script>
if (!window.wieweetwatLinks) {
  window.wieweetwatLinks = true;
  document.addEventListener('click', event => {
    const link = event.target.closest ? event.target.closest('a.inside') : null;
    if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    history.pushState(null, '', link.href);
    window.dispatchEvent(new PopStateEvent('popstate'));
    if (!link.classList.contains('stay')) document.querySelector('.stMain')?.scrollTo(0, 0);
  });
}
</script>"""


def address(path: str, state: url.State) -> str:
    """The address of a page, relative to the one that is shown."""
    found = urlencode(url.write(state))
    return f"{path or '.'}?{found}" if found else path or "."


def anchor(path: str, text: str, state: url.State, css: str = "") -> str:
    """A link to a page; `text` may come from the data."""
    name = f"inside {css}".strip()
    return f'<a class="{name}" href="{safe.attribute(address(path, state))}" target="_self">{safe.markup(text)}</a>'


def path_of(identifier: str) -> str:
    """The page that shows a node: themes, regions and documents have their own, everything else a profile."""
    return _PAGE_OF.get(identifier.partition(":")[0], PROFILE)


def node(identifier: str, name: str, css: str = "") -> str:
    """A link to the page of a node, in the language of the page that is shown."""
    return anchor(path_of(identifier), name, url.State(id=identifier, lang=spoken()), css)


def spoken() -> str:
    """The language as the address says it; empty when it does not."""
    return url.read(st.query_params.to_dict()).lang
