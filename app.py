"""Streamlit entry: opens the store, navigation, nothing else. Start it with `wieweetwat app` or `streamlit run app.py`.

`streamlit run` imports this file once to serve it and runs it as a script for every click.
"""

from __future__ import annotations

import streamlit as st

from pages import ask, frame, opening, pioneers

if __name__ == "__main__":
    frame.start({frame.ASK: ("ask", ask.show), frame.PIONEERS: ("pioneers", pioneers.show)}).run()
else:
    frame.own_pages()
    opening.warm()
    app = st.App(__file__)
