"""A profile to take along and to correct: files, a text to cite it by, and a report to copy. Nothing is sent."""

from __future__ import annotations

import streamlit as st

from pages import frame, safe, url
from pages.take_along import SHEET
from pages.words import day, days_in, say
from queries.profiles.profile import Profile
from queries.profiles.take import as_brief, as_csv, as_rdf, as_xlsx, citation
from queries.session import Session

_LISTED = 25  # documents that a report lists; the reader keeps what matters


def draw(opened: Session, profile: Profile, state: url.State, language: str) -> None:
    """Downloads, citation, report."""
    frame.heading(2, say("take.title", language))
    frame.paragraph(say("take.note", language), "note")
    name = f"wieweetwat-{profile.node.id.replace(':', '-')}"[:80]
    with st.container(horizontal=True, key="take"):
        st.download_button(say("profile.take.csv", language), lambda: as_csv(profile), f"{name}.csv", "text/csv", on_click="ignore")
        st.download_button(say("take.xlsx", language), lambda: as_xlsx(profile, opened.index.as_of, language), f"{name}.xlsx", SHEET, on_click="ignore")
        st.download_button(say("take.brief", language), lambda: as_brief(opened, profile, language), f"{name}.md", "text/markdown", on_click="ignore")
        st.download_button(say("profile.take.turtle", language), lambda: as_rdf(opened, profile, "turtle"), f"{name}.ttl", "text/turtle",
                           on_click="ignore")
        st.download_button(say("profile.take.jsonld", language), lambda: as_rdf(opened, profile, "jsonld"), f"{name}.jsonld",
                           "application/ld+json", on_click="ignore")
    with st.expander(say("take.cite", language)):
        st.code(days_in(safe.plain(citation(opened, profile, language)), language), language=None, wrap_lines=True)
    with st.expander(say("report.title", language)):
        frame.paragraph(say("report.lead", language), "note")
        st.text_area(say("report.label", language), report(opened, profile, state, language), height=320)


def report(opened: Session, profile: Profile, state: url.State, language: str) -> str:
    """What to send to whoever keeps this data: which node, which data, which documents, and room for what is wrong."""
    documents = {document.id: document.name for document in profile.documents}
    documents |= {statement.evidence.document: statement.evidence.title for statement in profile.statements()}
    lines = [say("report.subject", language, name=safe.plain(profile.name), id=profile.node.id),
             say("report.data", language, day=day(opened.index.as_of, language), version=opened.index.version), "",
             say("report.wrong", language), "", say("report.right", language), "", say("report.source", language), "",
             say("report.documents", language)]
    lines += [f"- {safe.plain(title)} ({identifier})" for identifier, title in list(documents.items())[:_LISTED]]
    if len(documents) > _LISTED:
        lines.append(say("report.more", language, count=len(documents) - _LISTED))
    lines += ["", say("report.claims", language)]
    claims = [statement.claim for statement in profile.statements()]
    names = {statement.claim.id: statement.evidence.statement for statement in profile.statements()}
    for claim in claims[:_LISTED]:
        said = names[claim.id]
        lines.append(f"- {claim.id}: {safe.plain(' '.join((said['subject'], said['relation'], said['object'])))}")
    if len(claims) > _LISTED:
        lines.append(say("report.more", language, count=len(claims) - _LISTED))
    return "\n".join(lines)
