"""What stands before the site in production, as far as pages can tell: compression."""

import contextlib
import http.client
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import brotli

from tests.browser.site import HOST

QUALITY = 5  # What proxies and CDNs usually spend on an answer made just now.
PASSED_ON = ("Host", "Accept-Encoding", "If-None-Match")


@contextlib.contextmanager
def compressing(port: int) -> Iterator[str]:
    """Yield the address of a proxy that compresses what the site at `port` does not."""

    class Proxy(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            connection = http.client.HTTPConnection(HOST, port, timeout=60)
            asked = {n: self.headers[n] for n in PASSED_ON if n in self.headers}
            connection.request("GET", self.path, headers=asked)
            answer = connection.getresponse()
            body = answer.read()
            connection.close()
            headers = {name.lower(): value for name, value in answer.getheaders()}
            if "text/html" in headers["content-type"]:
                body = brotli.compress(body, quality=QUALITY)
                headers["content-encoding"] = "br"
            headers["content-length"] = str(len(body))
            self.send_response(answer.status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *arguments: object) -> None:
            """Say nothing of requests."""

    with ThreadingHTTPServer((HOST, 0), Proxy) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://{HOST}:{server.server_port}"
        finally:
            server.shutdown()
