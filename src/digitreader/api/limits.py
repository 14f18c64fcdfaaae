"""What the API accepts, each limit with its unit and its reason."""

from dataclasses import dataclass, replace

from digitreader.settings.intake import PhotoSettings


@dataclass(frozen=True)
class Limits:
    """How much the API accepts, in one request and in all together."""

    file_bytes: int = PhotoSettings.max_bytes  # as in the app
    files: int = 50  # in one request; more take minutes, and many proxies give up after one
    request_bytes: int = 100_000_000  # 20 photos of 5 MB
    fields: int = 10  # that are not files; none is expected, ten show the mistake
    field_bytes: int = 1_024  # of such a field; enough to see that it is one
    requests: int = 16  # received, waiting or being read at a time; with 100 MB each they could not all be held
    held_bytes: int = 200_000_000  # of all requests at a time; two large ones, or many of usual size
    readers: int = 2  # photos read at a time; each uses most of two cores
    receive_seconds: float = 120.0  # for a request to arrive; 100 MB take 80 s at 10 Mbit/s
    body_seconds: float = 10.0  # in which a request may come as slowly as it likes; a phone finds its network again
    slowest: int = 20_000  # bytes a second after that; a photo of 2 MB takes two minutes, on the slowest mobile line
    linger_seconds: float = 2.0  # to discard the rest of a refused request; clients on slow lines read the answer then
    retry_seconds: int = 2  # to wait before another try; a photo takes a tenth of that


@dataclass(frozen=True)
class ConnectionLimits:
    """How long one connection may take, and how many there may be."""

    connections: int = 512  # at a time; a page opens six and keeps one, so that 300 visitors have room
    files: int = 4_096  # that the process asks to have open: connections, and as many again
    header_seconds: float = 10.0  # for a request's headers; they are one packet
    body_seconds: float = Limits.body_seconds
    slowest: int = Limits.slowest
    answer_seconds: float = 60.0  # in which nothing of an answer is taken; a phone in a tunnel comes out again
    look_seconds: float = 1.0  # between two looks at a connection
    leave_seconds: int = 5  # to finish what was begun when the server is asked to end; a photo takes less than one

    def at_most(self, connections: int) -> "ConnectionLimits":
        """Return the same with so many connections at most."""
        return replace(self, connections=min(self.connections, connections))
