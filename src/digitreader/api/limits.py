"""What the API accepts, each limit with its unit and its reason."""

from dataclasses import dataclass

from digitreader.settings import PhotoSettings


@dataclass(frozen=True)
class Limits:
    """How much the API takes in, of one request and of all together."""

    file_bytes: int = PhotoSettings.max_bytes  # as on the page
    files: int = 50  # in one request; more take minutes, and proxies wait for one
    request_bytes: int = 100_000_000  # 20 photos of 5 MB
    fields: int = 10  # that are no files; there should be none
    field_bytes: int = 1_024  # of such a field
    requests: int = 16  # received, waiting or being read at the same time; more are asked to come again
    held_bytes: int = 200_000_000  # of all requests at the same time
    readers: int = 2  # photos read at the same time; each takes most of two cores
    receive_seconds: float = 120.0  # for a request to arrive; 100 MB take 80 s at 10 Mbit/s
    linger_seconds: float = 2.0  # in which what still arrives of a refused request is thrown away
    retry_seconds: int = 2  # after which to come again; a photo takes a tenth of that
