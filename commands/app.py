"""The command that opens the app in the browser."""

from __future__ import annotations

import os
import subprocess
import sys

import click

from commands.frame import say, store_option
from graph.opening import ROOT


@click.command("app", help=say("app.help"))
@click.option("--port", type=click.IntRange(1, 65535), default=8501, help=say("app.port"))
@click.option("--headless", is_flag=True, help=say("app.headless"))
@store_option
def app_command(port: int, headless: bool, store: str) -> None:
    """The app, in this process's place until it is stopped."""
    environment = {**os.environ, "WIEWEETWAT_STORE": store}
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py"), f"--server.port={port}",
               f"--server.headless={'true' if headless else 'false'}"]
    try:
        code = subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
    except KeyboardInterrupt:
        code = 0  # stopping it is how one leaves
    raise SystemExit(code)
