"""Takes the pictures of the README anew, from the app on the shipped data: `python -m tests.browser.screenshots`."""

from __future__ import annotations

import io

from PIL import Image

from tests.browser.conftest import ROOT, settled, studio

FOLDER = ROOT / "docs" / "images"
COLOURS = 128  # a page of flat colours needs no more, and stays under 300 kB
PICTURES = {  # file -> address, height in pixels
    "ask-nl.png": ("/?lang=nl", 1180),
    "pioneers-nl.png": ("/voortrekkers?lang=nl&thema=theme:dakloosheid", 1500),
}


def main() -> None:
    """Build a store in a temporary folder, start the app on it, take every picture."""
    with studio() as (browser, address):
        for name, (path, height) in PICTURES.items():
            page = browser.new_page(viewport={"width": 1280, "height": height}, color_scheme="light", locale="nl-NL")
            page.goto(address + path)
            settled(page)
            page.wait_for_timeout(1000)  # the tables paint themselves after the page is at rest
            picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB").quantize(COLOURS)
            picture.save(FOLDER / name, optimize=True)
            page.close()
            print(f"{name}: {(FOLDER / name).stat().st_size // 1024} kB")


if __name__ == "__main__":
    main()
