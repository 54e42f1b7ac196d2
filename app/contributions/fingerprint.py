"""Telling identical texts apart from similar ones (pure). What is only similar is for app/points to find."""

import hashlib
import unicodedata


def fingerprint(text: str) -> str:
    """Equal for texts that differ only in composition, case and white space; a SHA-256 in hexadecimal.

    A campaign's copies have the same one, so they are found by an index and not by comparing texts.
    """
    folded = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
    return hashlib.sha256(folded.encode()).hexdigest()
