"""What the workshop's server is compared with: a server that does nothing but answer, and tell streams.

``python bare.py PORT BYTES``. A POST is answered at once with so many bytes, and the stream of whoever sent it is told
as many; a POST to /tell tells every stream. Nothing is decided, stored or shown.
"""

import asyncio
import sys


class Bare(asyncio.Protocol):
    streams: dict[bytes, asyncio.Transport] = {}  # noqa: RUF012  (shared by all)
    size = 0

    def connection_made(self, transport):
        self.transport = transport
        self.came = b""

    def data_received(self, data):
        self.came += data
        head, found, body = self.came.partition(b"\r\n\r\n")
        length = int(head.partition(b"Content-Length: ")[2].split(b"\r\n", 1)[0] or 0)
        if not found or len(body) < length:
            return
        self.came = b""
        who = head.partition(b"Cookie: ")[2].split(b"\r\n", 1)[0]
        if head.startswith(b"GET"):
            kind = b"Content-Type: text/event-stream\r\nTransfer-Encoding: chunked"
            self.transport.write(b"HTTP/1.1 200 OK\r\n%s\r\n\r\n" % kind)
            self.streams[who] = self.transport
            self.transport.write(self.message())
            return
        told = tuple(self.streams.values()) if head.startswith(b"POST /tell") else (self.streams.get(who),)
        self.transport.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (self.size, b"x" * self.size))
        message = self.message()
        for each in told:
            if each is not None:
                each.write(message)

    def message(self):
        data = b"data: " + b"x" * self.size + b"\n\n"
        return b"%x\r\n%s\r\n" % (len(data), data)


async def main(port, size):
    Bare.size = size
    server = await asyncio.get_running_loop().create_server(Bare, "127.0.0.1", port, backlog=2048)
    print("ready", flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), int(sys.argv[2])))
