"""Keeps what opens an address out of tables and messages."""

import re

USER = re.compile(r"\b(?!(?:zip|tar|memory|file|local)://)([a-z][a-z0-9+.-]*://)[^/?#]*@", re.IGNORECASE)
SECRET = re.compile(r"([?&][^=&#]*(?:token|key|sig|secret|pass|auth|credential)[^=&#]*=)[^&#:]*", re.IGNORECASE)


def without_secrets(text: str) -> str:
    """Return text with addresses in it, without what opens them: user, password, and parameters that sign or unlock.

    >>> without_secrets("https://me:secret@host/a.jpg?id=7&sig=abc")
    'https://host/a.jpg?id=7&sig=…'
    """
    return SECRET.sub(r"\1…", USER.sub(r"\1", text))
