"""Codes that find a session, and tokens that give rights in it. Of a token only the hash is ever stored."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
import string

ALPHABET = "ABCDEFGHJKMNPQRTUVWXY346789"
"""Signs of a code: none that is taken for another when it is read from a wall (0, O; 1, I, L; 5, S; 2, Z)."""
CODE = 6
"""Signs of a code."""
_LONGEST_CODE = 8
_TOKEN_BYTES = 24  # 192 bits
_FORM = 32
"""Signs of what ``new_token`` makes."""
_LETTERS = 36  # of a token that is typed: 171 bits
_GROUP = 4
_READ_AS = str.maketrans("", "", string.whitespace + "-\u2013\u2014\u00b7.")


def new_code() -> str:
    """A code that nobody can foretell. It finds a session and gives no rights."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE))


def as_code(typed: str) -> str:
    """A code as somebody typed it: in small letters, with gaps."""
    return typed[:64].translate(_READ_AS).encode("ascii", "ignore").decode().upper()[: _LONGEST_CODE + 1]


def is_code(typed: str, code: str) -> bool:
    """Whether *typed* is the session's code."""
    return secrets.compare_digest(as_code(typed).encode(), code.upper().encode())


def new_token() -> str:
    """A token of 192 bits, as a cookie holds it."""
    return secrets.token_urlsafe(_TOKEN_BYTES)


def seat_token(session: str, form: str) -> str:
    """The token of whoever sends that *form*, whose sign is as long as a token: the same when it is sent again.

    Every process that serves *session* makes the same of it. A sign that is shorter could be somebody else's too, and
    has another token each time.
    """
    if len(form) < _FORM:
        return new_token()
    made = hmac.digest(f"seat of {session}".encode(), form.encode(errors="surrogatepass"), "sha256")
    return base64.urlsafe_b64encode(made[:_TOKEN_BYTES]).decode()


def new_lead_token() -> str:
    """A token of 171 bits for the coach's phone, in letters that can be typed from a screen: ``k3ut-9fq4-…``."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(_LETTERS)).lower()
    return "-".join(letters[at : at + _GROUP] for at in range(0, len(letters), _GROUP))


def as_lead_token(typed: str) -> str:
    """A token of the coach's phone as it was typed: groups apart or together, in large letters or small."""
    letters = typed[:128].translate(_READ_AS).lower()
    return "-".join(letters[at : at + _GROUP] for at in range(0, len(letters), _GROUP))


def hash_of(token: str) -> str:
    """What is stored of a token. Tokens are random and long: a plain hash says nothing about them."""
    return hashlib.sha256(token.encode(errors="surrogatepass")).hexdigest()


def is_token(token: str, stored: str) -> bool:
    """Whether *token* is the one whose hash is *stored*; nothing is where nothing is stored."""
    return bool(stored) and secrets.compare_digest(hash_of(token), stored)


def projector_key(session: str, seed: int) -> str:
    """The address of the projector page for who has it from the coach's terminal: the same after a restart.

    It hangs on the session's *seed* too, which stands in no list and no report, as its id does.
    """
    return hashlib.sha256(f"projector of {session} {seed}".encode()).hexdigest()[:32]
