"""Serves a folder on 127.0.0.1 the way that a static host does: with a policy and compressed."""

import gzip
import threading
from contextlib import contextmanager
from functools import lru_cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

# The policy that the site is designed for. Sent as a header, so that a page that breaks it is
# caught whether or not it carries the policy itself.
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; "
    "img-src 'self'; connect-src 'self'"
)

# What hosts compress: text. Pictures are compressed already.
COMPRESSED = {".html", ".css", ".js", ".json", ".md", ".csv", ".svg", ".txt", ".xml"}


@lru_cache(maxsize=4096)
def compressed(file):
    """Returns the bytes of a file as a host with gzip at its usual level sends them."""
    return gzip.compress(Path(file).read_bytes(), compresslevel=6, mtime=0)


class _Handler(SimpleHTTPRequestHandler):
    # Connections are kept, as browsers and hosts do.
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        file = Path(self.translate_path(self.path))
        if file.is_dir() and self.path.partition("?")[0].endswith("/"):
            file = file / "index.html"
        accepts = "gzip" in self.headers.get("Accept-Encoding", "")
        if accepts and file.suffix in COMPRESSED and file.is_file():
            self._send(200, self.guess_type(str(file)), compressed(str(file)), "gzip")
        else:
            super().do_GET()

    def _send(self, status, kind, body, encoding=None):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        if encoding:
            self.send_header("Content-Encoding", encoding)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def end_headers(self):
        self.send_header("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        super().end_headers()

    def list_directory(self, path):
        self.send_error(404)

    def send_error(self, code, message=None, explain=None):
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.is_file():
            return super().send_error(code, message, explain)
        self._send(404, "text/html; charset=utf-8", page.read_bytes())

    def log_message(self, *arguments):
        pass


@contextmanager
def serving(folder):
    """Yields the address, with a final slash, under which the folder is served."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(folder)))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
