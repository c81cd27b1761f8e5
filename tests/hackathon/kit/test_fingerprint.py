"""The fingerprint of data."""

from hackathon.kit.fingerprint import fingerprint


def test_fingerprint_is_that_of_canonical_json():
    """RFC 8785 sorts the names and leaves no spaces: the hash of {"a":"ә","b":[1,2]}."""
    facts = {"b": [1, 2], "a": "ә"}

    assert fingerprint(facts) == "263d54ad8711825dc81f184484bfda0b2585e767b89ee3bd38758cce15ecff7e"
    assert fingerprint(dict(reversed(facts.items()))) == fingerprint(facts)
    assert fingerprint(facts | {"a": "Ә"}) != fingerprint(facts)
