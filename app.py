"""Streamlit entry: opens the store, navigation, nothing else. Start it with `wieweetwat app` or `streamlit run app.py`.

`streamlit run` imports this file once to serve it and runs it as a script for every click.
"""

from __future__ import annotations

import streamlit as st

from pages import about, any_question, ask, console, existing, frame, gaps, inside, knowledge, map_page, network, opening, overviews, partnering, pioneers, profile, search, sources, times

if __name__ == "__main__":
    draws = {page.PAGE.path: (page.QUESTION, page.show) for page in (pioneers, knowledge, partnering, existing)}
    others = {frame.ANY: ("vraag", any_question.show), frame.SEARCH: ("zoek", search.show), frame.PROFILE: ("profile", profile.show),
              inside.REGION: ("region", overviews.show_region), inside.THEME: ("theme", overviews.show_theme),
              frame.SOURCES: ("sources", sources.show), frame.ABOUT: ("about", about.show),
              frame.CONSOLE: ("console", console.show), frame.MAP: ("map", map_page.show), frame.NETWORK: ("network", network.show),
              frame.GAPS: ("gaps", gaps.show), frame.TIME: ("time", times.show)}
    frame.start({frame.ASK: ("ask", ask.show), **draws, **others}).run()
else:
    frame.own_pages()
    opening.warm()
    app = st.App(__file__)
