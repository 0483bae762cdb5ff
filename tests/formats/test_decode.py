"""Encodings: found by marks and bytes, guessed only aloud."""

from __future__ import annotations

import pytest

from sdtclimate.core.errors import ReadingError
from sdtclimate.formats.containers.decode import decode

TEXT = "site,comment\nNorth,née à Zürich\n"


@pytest.mark.parametrize(
    ("codec", "name", "sure"),
    [
        ("utf-8", "UTF-8", "certain"),
        ("utf-8-sig", "UTF-8", "certain"),
        ("utf-16", "UTF-16", "certain"),
        ("utf-16-le", "UTF-16", "likely"),
        ("utf-16-be", "UTF-16", "likely"),
        ("utf-32", "UTF-32", "certain"),
        ("cp1252", "Windows-1252", "guess"),
    ],
)
def test_the_encoding_is_found(codec: str, name: str, sure: str) -> None:
    text, evidence = decode(TEXT.encode(codec), source="a.csv")
    assert text == TEXT
    assert (evidence.found, evidence.sure) == (name, sure)


def test_right_to_left_text_survives() -> None:
    text = "q\nשלום\nمرحبا\n"
    assert decode(text.encode(), source="a.csv")[0] == text


@pytest.mark.parametrize(("word", "codec"), [("שלום", "cp1255"), ("привет", "cp1251"), ("γειά", "cp1253")])
def test_other_eight_bit_encodings_are_refused_with_the_line(word: str, codec: str) -> None:
    with pytest.raises(ReadingError, match=r"a\.csv, line 2: not UTF-8, and as Windows-1252 .*Save it again"):
        decode(f"q\n{word}\n".encode(codec), source="a.csv")


def test_a_byte_that_no_encoding_has_is_named() -> None:
    with pytest.raises(ReadingError, match=r"line 3: the byte 0x81 is neither UTF-8 nor Windows-1252"):
        decode(b"a\nb\n\x81\n", source="a.csv")


@pytest.mark.parametrize("data", ["a,b\n".encode("utf-16") + b"\xd8", b"\xef\xbb\xbfa\n\xff\n"])
def test_a_mark_that_lies_is_named(data: bytes) -> None:
    with pytest.raises(ReadingError, match="the file says that it is UTF-"):
        decode(data, source="a.csv")
