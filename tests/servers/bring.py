"""Bring the real servers that the tests start: Jena Fuseki and Neo4j Community, from Maven Central. `make servers` runs this.

Every jar is checked against the list of checksums beside its pom. Broken off halfway it goes on where it was: Maven keeps what it fetched.
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
FOLDER = HERE.parents[1] / ".servers"
SERVERS = {"fuseki": "Apache Jena Fuseki 5.6.0", "neo4j": "Neo4j Community 5.26.16"}
# Named with its version, so that another Maven brings the same files.
_GOAL = "org.apache.maven.plugins:maven-dependency-plugin:2.8:copy-dependencies"
_DEBIAN = "sudo apt-get install --no-install-recommends default-jre-headless maven"


def library(server: str) -> Path:
    """The folder with a server's jars."""
    return FOLDER / server / "lib"


def checksums(server: str) -> dict[str, str]:
    """The sha256 of every jar of a server, by file name."""
    lines = (HERE / server / "jars.sha256").read_text(encoding="utf-8").splitlines()
    return {name: digest for digest, name in (line.split() for line in lines)}


def faults(folder: Path, wanted: dict[str, str]) -> list[str]:
    """What is wrong with the jars in a folder, a line each: missing, too many, or other content than wanted."""
    present = {path.name: path for path in folder.glob("*.jar")}
    found = [f"{name} is missing" for name in sorted(wanted.keys() - present.keys())]
    found += [f"{name} is not on the list" for name in sorted(present.keys() - wanted.keys())]
    for name in sorted(wanted.keys() & present.keys()):
        with present[name].open("rb") as handle:
            digest = hashlib.file_digest(handle, "sha256").hexdigest()
        if digest != wanted[name]:
            found.append(f"{name} has sha256 {digest}, the list says {wanted[name]}")
    return found


def missing_programs() -> list[str]:
    """Which of Java and Maven is not on this machine."""
    return [name for name, program in (("Java", "java"), ("Maven", "mvn")) if shutil.which(program) is None]


def why_absent(server: str) -> str:
    """Why a server cannot be started here and what brings it; empty when it can."""
    if shutil.which("java") is None:
        return f"Java is missing; on Debian: {_DEBIAN}, then `make servers`"
    if {path.name for path in library(server).glob("*.jar")} != checksums(server).keys():
        return f"{SERVERS[server]} is absent; `make servers` brings it"
    return ""


def bring(server: str) -> None:
    """Fetch a server's jars, check them and put them in place. SystemExit says what went wrong and what to do."""
    wanted = checksums(server)
    if library(server).is_dir() and not faults(library(server), wanted):
        print(f"{SERVERS[server]}: already here, {len(wanted)} jars checked")
        return
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=FOLDER, prefix="draft-") as draft:
        jars = Path(draft) / "lib"
        _fetch(server, jars, len(wanted))
        if found := faults(jars, wanted):
            shown = "\n  ".join(found[:10])
            raise SystemExit(f"{SERVERS[server]}: {len(found)} of its jars are not what was pinned; nothing was installed.\n  {shown}\n"
                             f"Remove those files from Maven's own store (~/.m2/repository) and run `make servers` again. If it stays so, "
                             f"the source hands out other files than the project was tested with: do not use them.")
        shutil.rmtree(library(server), ignore_errors=True)
        library(server).parent.mkdir(exist_ok=True)
        jars.rename(library(server))
    print(f"{SERVERS[server]}: {len(wanted)} jars fetched and checked")


def _fetch(server: str, target: Path, total: int) -> None:
    """Let Maven copy the jars to a folder; it takes them from wherever its own settings say."""
    command = ["mvn", "-B", "-f", str(HERE / server / "pom.xml"), _GOAL, f"-DoutputDirectory={target}"]
    done, said = 0, []
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        for line in process.stdout or ():
            said.append(line.rstrip())
            if line.startswith("[INFO] Copying ") and ".jar" in line:
                done += 1
                _progress(server, f"{done} of {total} jars in place")
            elif "Downloaded" in line:
                _progress(server, f"fetched {line.split(': ')[-1].split(' ')[0].rsplit('/', 1)[-1]}")
    if sys.stderr.isatty():
        sys.stderr.write("\n")
    if process.returncode:
        errors = [line for line in said if "ERROR" in line][:5] or said[-5:]
        raise SystemExit(f"{SERVERS[server]}: Maven could not fetch it.\n  " + "\n  ".join(errors) +
                         "\nCheck the network and Maven's settings (~/.m2/settings.xml: proxy, mirror), then run `make servers` again; it goes on where it was.")


def _progress(server: str, text: str) -> None:
    """A line that writes over itself; nothing when nobody watches."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{SERVERS[server]}: {text}\x1b[K")
        sys.stderr.flush()


def main() -> None:
    """Bring the servers named, or all."""
    parser = argparse.ArgumentParser(prog="python -m tests.servers.bring", description=(
        "Fetch the servers that the tests start (170 MB) into .servers/, each jar checked against the list in the repository. "
        "Needs Java 17 or newer and Maven, and takes the files from wherever Maven's own settings say."))
    parser.add_argument("server", nargs="*", help=f"{' or '.join(SERVERS)}; all when none is named")
    names = parser.parse_args().server or list(SERVERS)
    if unknown := [name for name in names if name not in SERVERS]:
        parser.error(f"no such server: {', '.join(unknown)}; there are {' and '.join(SERVERS)}")
    if missing := missing_programs():
        raise SystemExit(f"{' and '.join(missing)} {'is' if len(missing) == 1 else 'are'} missing. On Debian: {_DEBIAN}")
    for name in names:
        bring(name)


if __name__ == "__main__":
    main()
