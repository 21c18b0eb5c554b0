"""The parts of a region's overview as HTML."""

from __future__ import annotations

from collections.abc import Sequence

from graph.language import number
from pages import frame, inside, map_view, safe, url
from pages.words import counted, layer, say
from queries.pictures.areas import ALL_LAYERS
from queries.profiles.counting import SMALL
from queries.profiles.region import RegionView, Share
from queries.scope import Region
from queries.session import Session

FEW = 20  # initiatives under which shares are no more than a hint
_OPEN = 8


def full_name(region: Region, language: str) -> str:
    """A region with its layer."""
    return region.name if region.layer == "nl" else say("pick.region.name", language, name=region.name, layer=layer(region.layer, language))


def head(view: RegionView, language: str) -> str:
    """What kind of region it is, how large, and the way to its profile."""
    region = view.region
    facts = [layer(region.layer, language)]
    if region.layer not in ("gemeente", "nl") and region.vintage:
        facts.append(say("region.vintage", language, year=region.vintage))
    if region.layer != "gemeente":
        facts.append(counted("region.municipalities", language, len(view.members)))
    if view.inhabitants:
        facts.append(say("region.inhabitants", language, count=number(view.inhabitants, language)))
    link = inside.anchor(inside.PROFILE, say("overview.profile", language), url.State(id=region.id, lang=inside.spoken()))
    if region.layer in ALL_LAYERS:
        theme = view.shares[0].theme if view.shares else ""
        link += " · " + map_view.anchor(say("map.link.region", language), map_view.View(theme=theme, layer=region.layer, row=region.id, lang=inside.spoken()))
    missing = url.State(part="kwetsbaar", region=region.id if region.layer != "nl" else "", lang=inside.spoken())
    link += " · " + inside.anchor(frame.GAPS, say("gaps.link.region", language), missing)
    return f'<p class="facts">{safe.markup(" · ".join(facts))}</p><p>{link}</p>'


def shares(view: RegionView, language: str) -> str:
    """Themes with their part of what is known here, against the country."""
    text = f'<h2 class="small part">{say("region.shares", language)}</h2>'
    if not view.total:
        return text + f'<p class="lead">{say("region.nothing", language)}</p>'
    note = counted("region.counted", language, view.total, country=number(view.country, language))
    if view.total < FEW:
        note += " " + say("region.few", language)
    text += f'<p class="note">{safe.markup(note)}</p>'
    most = max(max(share.share, share.national) for share in view.shares)
    lines = [_share(share, view, most, language) for share in view.shares]
    head = "".join(f'<th scope="col">{say(key, language)}</th>' for key in ("region.theme", "region.here", "region.compared"))
    caption = say("region.caption", language, name=view.region.name)
    return text + (f'<table class="points shares"><caption class="unseen">{safe.markup(caption)}</caption><thead><tr>{head}</tr></thead>'
                   f'<tbody class="claims">{"".join(lines)}</tbody></table>')


def _share(share: Share, view: RegionView, most: float, language: str) -> str:
    words = say("region.share", language, here=_percent(share.share, language), country=_percent(share.national, language))
    small = f' <small>{say("region.small", language)}</small>' if share.here < SMALL else ""
    bars = (f'<span class="track" aria-hidden="true"><span class="bar" style="width:{100 * share.share / most:.1f}%"></span></span>'
            f'<span class="track thin" aria-hidden="true"><span class="bar pale" style="width:{100 * share.national / most:.1f}%"></span></span>')
    who = inside.anchor(frame.PIONEERS, say("region.initiatives", language, count=share.here) if share.here != 1
                        else say("region.initiatives.one", language, count=1),
                        url.State(theme=share.theme, region=view.region.id if view.region.layer != "nl" else "", lang=inside.spoken()))
    return (f'<tr><th scope="row">{inside.node(share.theme, share.name)}</th><td>{who}{small}</td>'
            f'<td>{bars}<small>{safe.markup(words)}</small></td></tr>')


def _percent(share: float, language: str) -> str:
    return f"{number(100 * share, language)}%"


def gaps(view: RegionView, language: str) -> str:
    """Themes with nothing known here, with how much is known elsewhere."""
    if not view.gaps:
        return ""
    lang = inside.spoken()
    items = [f'{inside.anchor(frame.PIONEERS, gap.name, url.State(theme=gap.theme, lang=lang))} '
             f'<span class="extra">{safe.markup(say("region.elsewhere", language, count=gap.country))}</span>' for gap in view.gaps]
    return section("region.gaps", items, language, note="region.gaps.note")


def programmes(opened: Session, view: RegionView, language: str) -> str:
    """Programmes that have not ended: with somebody of here in them, or of the country on what plays here."""
    items = []
    for one in view.programmes:
        who = ", ".join(inside.node(actor, name) for actor, name in one.who)
        theme = say("region.programme.theme", language, theme=opened.theme_name(one.theme, language)) if one.theme else ""
        items.append(f'{inside.node(one.id, one.name)} <span class="extra">{who or safe.markup(theme)}</span>')
    own = any(one.who for one in view.programmes)
    return section("region.programmes", items, language, note="" if own or not items else "region.programmes.none", empty="region.programmes.unknown")


def covers(view: RegionView, language: str) -> str:
    """Organisations and networks that cover it."""
    items = [f'{inside.node(one.id, one.name)} <span class="extra">{safe.markup(one.area if one.area != view.region.name else "")}'
             f'{"" if one.stated else " " + safe.markup(say("region.inferred", language))}</span>' for one in view.covers]
    return section("region.covers", items, language, empty="region.covers.none")


def networks(view: RegionView, language: str) -> str:
    """Networks with members here; those that a law makes apart."""
    text = ""
    for key, legal in (("region.networks", False), ("region.networks.legal", True)):
        items = [f'{inside.node(one.id, one.name)} <span class="extra">'
                 f'{safe.markup(counted("region.members", language, one.here, members=one.members))}</span>'
                 for one in view.networks if one.legal == legal]
        text += section(key, items, language, shown=_OPEN if not legal else 3) if items else ""
    return text


def layers(view: RegionView, language: str) -> str:
    """The regions it lies in or overlaps with."""
    whole = view.region.layer == "gemeente"
    items = []
    for one in view.layers:
        part = "" if whole or view.region.layer == "nl" else " · " + say("region.shared", language, shared=one.shared, size=one.size)
        items.append(f'{inside.node(one.id, one.name)} <span class="extra">{safe.markup(layer(one.layer, language) + part)}</span>')
    return section("region.layers" if whole else "region.provinces" if view.region.layer == "nl" else "region.overlaps", items, language) if items else ""


def members(view: RegionView, language: str) -> str:
    """Its municipalities, with their inhabitants."""
    if view.region.layer == "gemeente":
        return ""
    items = [f'{inside.node(node.id, node.name)} <span class="extra">'
             f'{safe.markup(number(int(node.cells["inhabitants"]), language) if "inhabitants" in node.cells else "")}</span>' for node in view.members]
    return section("region.contains", items, language, note="region.contains.note")


def section(key: str, items: Sequence[str], language: str, note: str = "", empty: str = "", shown: int = _OPEN) -> str:
    """A heading with a list, the first of it at once; `items` are HTML. Without items the words under `empty`, or nothing."""
    if not items and not empty:
        return ""
    count = f' <span class="count">{len(items)}</span>' if items else ""
    text = f'<h2 class="small part">{say(key, language)}{count}</h2>'
    if not items:
        return text + f'<p class="note">{say(empty, language)}</p>'
    if note:
        text += f'<p class="note">{say(note, language)}</p>'
    text += f'<ul class="claims">{"".join(f"<li>{item}</li>" for item in items[:shown])}</ul>'
    if rest := items[shown:]:
        text += (f'<details><summary>{counted("profile.more", language, len(rest))}</summary>'
                 f'<ul class="claims">{"".join(f"<li>{item}</li>" for item in rest)}</ul></details>')
    return text
