"""The real product: the server that `./shirube serve` starts, on a data folder of its own."""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from shirube.config.demonstration_sign_ins import PASSWORD
from tests.config.installations import ROOT, Installation
from tests.databases import give_tables

# What `demo` sets for itself: plain HTTP on this machine, and a printed password instead of a second factor.
AS_IN_THE_DEMONSTRATION = {
    "SHIRUBE_HTTPS": "no",
    "SHIRUBE_REQUIRE_MFA": "no",
    "SHIRUBE_DEMO": "yes",
    "SHIRUBE_SIMULATED_READER": "yes",
    "SHIRUBE_MAIL": "folder",
    # All people of the stories come from one address.
    "SHIRUBE_STARTS_PER_MINUTE": "0",
    # A provider for residents' cards stands on this machine, where a story needs one.
    "SHIRUBE_TRUSTED_ISSUERS": "http://127.0.0.1:",
}
CITY = "shirube"
PLAN = "plans/dx-2024/"


@dataclass
class Product:
    """A server that runs, or does not, on the data folder `data`."""

    data: Path
    settings: dict[str, str] = field(default_factory=lambda: dict(AS_IN_THE_DEMONSTRATION))
    # Whether the worker runs beside the server: records as PDF, letters, what else an application sets off.
    has_worker: bool = False
    address: str = ""
    process: subprocess.Popen[str] | None = None

    @property
    def log(self) -> Path:
        """What the server says on stderr."""
        return self.data.with_suffix(".log")

    @property
    def command_line(self) -> Installation:
        """`./shirube …` on the same data."""
        return Installation(self.data, more=self.settings)

    def at(self, path: str = "", *, city: str = CITY) -> str:
        """The address of a page inside the city."""
        return f"{self.address}/{city}/{path}"

    def start(self) -> Product:
        """Start it as an operator does, and wait until it says that it answers."""
        words = ["serve", "--port", "0", "--workers", "1"]
        alone = [] if self.has_worker else ["--no-worker"]
        self.process = run(self.data, *words, *alone, log=self.log, settings=self.settings)
        self.address = wait_for_address(self.process)
        return self

    def stop(self) -> None:
        assert self.process is not None
        end(self.process)

    def kill(self) -> None:
        """kill -9 for the server and all its processes: nobody gets to tidy up."""
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGKILL)
        end(self.process)

    def defects(self) -> str:
        """What the log tells of errors that nobody foresaw."""
        said = self.log.read_text()
        return said if "Traceback" in said else ""


@contextmanager
def running(product: Product) -> Iterator[Product]:
    """The product while a story is told; afterwards, its log must not tell of a defect."""
    product.start()
    try:
        yield product
    finally:
        product.stop()
    defects = product.defects()
    assert not defects, defects


def demonstration_in(folder: Path) -> Path:
    """The demonstration's data, made by the first process that asks for it in this folder. Nobody works on it."""
    folder.mkdir(parents=True, exist_ok=True)
    data, finished = folder / "prepared", folder / "prepared.done"
    with (folder / "prepared.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not finished.exists():
            shutil.rmtree(data, ignore_errors=True)
            give_tables(data)
            prepare(data)
            finished.touch()
    return data


def copy_of(prepared: Path, folder: Path) -> Path:
    """A data folder that a story may write to."""
    return Path(shutil.copytree(prepared, folder / "data"))


def prepare(data: Path, **settings: str) -> None:
    """Do what `./shirube demo` does at its first start: tables, packs, three invented years, passwords."""
    server = run(data, "demo", "--port", "0", log=data.with_suffix(".log"), settings=settings)
    try:
        wait_for_address(server)
    finally:
        end(server)


def end(server: subprocess.Popen[str]) -> None:
    """Ctrl-C, and wait until nothing is left of it."""
    server.terminate()
    server.wait(60)
    if server.stdout is not None:
        server.stdout.close()


def run(data: Path, *words: str, log: Path, settings: dict[str, str]) -> subprocess.Popen[str]:
    """`./shirube WORDS… --data DATA` in a process group of its own."""
    others = {
        name: value for name, value in os.environ.items() if not name.startswith(("SHIRUBE_", "DJANGO_"))
    }
    with log.open("a") as stderr:
        return subprocess.Popen(  # noqa: S603 — ourselves.
            [sys.executable, "-m", "shirube.config.cli", *words, "--data", str(data)],
            env=others | {"PYTHONPATH": str(ROOT / "src")} | settings,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=stderr,
            text=True,
            start_new_session=True,
        )


def wait_for_address(server: subprocess.Popen[str]) -> str:
    """The address in what the server says on its way to `ready`."""
    assert server.stdout is not None
    said = []
    for line in server.stdout:
        said.append(line)
        if line == "ready\n":
            return next(
                word.rstrip("/")
                for word in "".join(said).replace("（", " ").split()
                if word.startswith("http:")
            )
    raise AssertionError(f"the server ended before it was ready: {''.join(said)}")


__all__ = ["CITY", "PASSWORD", "PLAN", "Product", "copy_of", "demonstration_in", "prepare", "running"]
