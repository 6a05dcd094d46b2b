"""A copy of a small site with a catalog that `rigbook serve` works on while tests edit it."""

import os
import re
import shutil
import signal
import subprocess
import threading
import time
from contextlib import contextmanager

from built_site import REPOSITORY
from server import CONTENT_SECURITY_POLICY

FIXTURE = REPOSITORY / "Tests/ReleaseTests/Fixtures/machines"

# Long enough for a busy machine of two cores.
PATIENCE_S = 60


class ServedSite:
    """The site's folder, and the server that rebuilds it."""

    def __init__(self, tool, folder):
        self.tool = tool
        self.folder = folder
        self.process = None
        self.address = None
        self.log = []
        shutil.copytree(FIXTURE, folder)
        # Under the policy of the real site, which the preview must get along with.
        self.replace(
            "Templates/page.mustache",
            "<head>",
            f'<head><meta http-equiv="Content-Security-Policy" content="{CONTENT_SECURITY_POLICY}">'
            '<link rel="stylesheet" href="{{asset(site.css)}}"'
            '{{#integrity(site.css)}} integrity="{{.}}"{{/integrity(site.css)}}>',
        )

    def run(self, *arguments):
        """Runs the tool on the site and returns what it said."""
        return subprocess.run(
            [self.tool, *arguments, "--site", self.folder], capture_output=True, text=True
        )

    def path(self, name):
        return self.folder / name

    def write(self, name, text):
        """Saves a file as editors do that write another file first."""
        part = self.path(f"{name}.swp")
        part.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(text, "utf-8")
        os.replace(part, self.path(name))

    def replace(self, name, old, new):
        """Replaces a text that must be there."""
        text = self.path(name).read_text("utf-8")
        assert old in text, f"{name} does not hold {old!r}"
        self.write(name, text.replace(old, new, 1))

    def append(self, name, text):
        self.write(name, self.path(name).read_text("utf-8") + text)

    def start(self, *arguments):
        self.process = subprocess.Popen(
            [self.tool, "serve", "--site", self.folder, "--port", "0", *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        threading.Thread(target=self._read_log, daemon=True).start()
        line = self.process.stdout.readline()
        found = re.search(r"http://\S+", line)
        assert found, f"the server says {line!r} and {self.log}"
        self.address = found[0]

    def _read_log(self):
        for line in self.process.stderr:
            self.log.append(line.rstrip("\n"))

    def wait_for(self, words):
        """Waits until the server has said something."""
        end = time.monotonic() + PATIENCE_S
        while time.monotonic() < end:
            if any(words in line for line in self.log):
                return
            time.sleep(0.01)
        raise AssertionError(f"the server did not say {words!r}: {self.log}")

    def stop(self):
        """Ends the server as Control-C does and returns its status."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(PATIENCE_S)


@contextmanager
def serving_copy(tool, folder, *arguments):
    """Yields a built copy of the small site with a server on it."""
    site = ServedSite(tool, folder)
    built = site.run("build")
    assert built.returncode == 0, built.stderr
    site.start(*arguments)
    try:
        yield site
    finally:
        if site.process.poll() is None:
            site.process.kill()
            site.process.wait()
