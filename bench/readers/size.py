"""Print the disk space of distributions with their dependencies, and their versions: size.py NAME ..."""

import re
import sys
from importlib.metadata import Distribution, PackageNotFoundError, distribution


def closure(name: str, found: dict[str, Distribution]) -> dict[str, Distribution]:
    """A distribution and its installed dependencies, without extras."""
    key = re.sub("[-_.]+", "-", name).lower()
    try:
        if key not in found:
            found[key] = distribution(name)
            for need in found[key].requires or ():
                if "extra ==" not in need:
                    closure(re.match("[A-Za-z0-9._-]+", need)[0], found)
    except PackageNotFoundError:
        pass  # a dependency for another platform
    return found


def size(found: Distribution) -> int:
    """Bytes of its files, without compiled bytecode."""
    paths = [found.locate_file(file) for file in found.files or () if not str(file).endswith(".pyc")]
    return sum(path.stat().st_size for path in paths if path.is_file())


if __name__ == "__main__":
    everything: dict[str, Distribution] = {}
    for name in sys.argv[1:]:
        closure(name, everything)
    print(sum(map(size, everything.values())), *(distribution(name).version for name in sys.argv[1:]))
