"""Digests are those that `hashlib` gives, whichever module they come from."""

import hashlib

from microsite.digests import blake2b, sha256


def test_same_as_hashlib():
    """The same bytes for the same content, with a key and without."""
    for content in (b"", b"a", bytes(range(256)) * 300):
        assert sha256(content).digest() == hashlib.sha256(content).digest()
        assert sha256(content).hexdigest() == hashlib.sha256(content).hexdigest()
        ours, theirs = (make(content, key=b"k", digest_size=16) for make in (blake2b, hashlib.blake2b))
        assert ours.digest() == theirs.digest()
