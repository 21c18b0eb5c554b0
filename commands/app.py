"""The command that opens the app in the browser."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
import time
import webbrowser

import click

from commands.frame import out, port_is_free, say, store_option
from graph.opening import ROOT


@click.command("app", help=say("app.help"))
@click.option("--port", type=click.IntRange(1, 65535), default=8501, help=say("app.port"))
@click.option("--headless", is_flag=True, help=say("app.headless"))
@store_option
def app_command(port: int, headless: bool, store: str) -> None:
    """The app, in this process's place until it is stopped."""
    environment = {**os.environ, "WIEWEETWAT_STORE": store}
    # Always headless: else Streamlit shows every reader an English offer to install things for developers.
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py"), f"--server.port={port}", "--server.headless=true"]
    address = f"http://127.0.0.1:{port}"
    port_is_free("127.0.0.1", port)
    out.print(say("app.address", address=address), markup=False)
    if not headless:
        threading.Thread(target=_open_when_up, args=(port, address), daemon=True).start()
    try:
        code = subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
    except KeyboardInterrupt:
        code = 0  # stopping it is how one leaves
    raise SystemExit(code)


def _open_when_up(port: int, address: str) -> None:
    """Open the browser once the app listens; after a minute nobody waits for it any more."""
    for _ in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                webbrowser.open(address)
                return
        time.sleep(0.2)
