"""Digests equal those of `hashlib`, whichever module computes them."""

import hashlib
import uuid

from microsite.digests import blake2b, sha256, uuid_of


def test_same_as_hashlib():
    """The same content gives the same bytes, with and without a key."""
    for content in (b"", b"a", bytes(range(256)) * 300):
        assert sha256(content).digest() == hashlib.sha256(content).digest()
        assert sha256(content).hexdigest() == hashlib.sha256(content).hexdigest()
        ours, theirs = (make(content, key=b"k", digest_size=16) for make in (blake2b, hashlib.blake2b))
        assert ours.digest() == theirs.digest()


def test_same_as_uuid5():
    """A name has the UUID that Python's own module gives it."""
    for name in ("", "https://example.org", "Ilkeston – “our plan”\n2027-01-01\nevent 1"):
        assert uuid_of(name) == str(uuid.uuid5(uuid.NAMESPACE_URL, name))
