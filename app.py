"""Streamlit entry: opens the store, navigation, nothing else. Start it with `wieweetwat app` or `streamlit run app.py`.

`streamlit run` imports this file once to serve it and runs it as a script for every click.
"""

from __future__ import annotations

import streamlit as st

from pages import ask, existing, frame, knowledge, opening, partnering, pioneers

if __name__ == "__main__":
    draws = {page.PAGE.path: (page.QUESTION, page.show) for page in (pioneers, knowledge, partnering, existing)}
    frame.start({frame.ASK: ("ask", ask.show), **draws}).run()
else:
    frame.own_pages()
    opening.warm()
    app = st.App(__file__)
