"""Bytes to text: gzip undone, the encoding found, and nothing guessed in silence."""

from __future__ import annotations

import codecs
import gzip
import re
import zlib

from sdtclimate.core.errors import ReadingError
from sdtclimate.formats.grid import Evidence

GZIP = b"\x1f\x8b"
_MARKS: tuple[tuple[bytes, str, str], ...] = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
# In no Western European language are three letters in a row all accented, with none of a to z beside them.
_NOT_WESTERN = re.compile(r"(?<![A-Za-z])[^\W\d_A-Za-z]{3,}(?![A-Za-z])")
_SAVE_AGAIN = 'Save it again as "CSV UTF-8" and read that.'


def inflate(data: bytes, *, source: str) -> bytes:
    """Return the bytes inside gzip, or `data` itself where it is not compressed.

    Raises
    ------
    ReadingError
        If the compressed file is cut off or damaged.
    """
    if not data.startswith(GZIP):
        if source.lower().endswith(".gz"):
            raise ReadingError(f"{source} is not compressed with gzip, though its name says so. Take .gz off its name.")
        return data
    try:
        return gzip.decompress(data)
    except EOFError:
        raise ReadingError(f"{source} is cut off: the compressed file ends too early. Copy or load it again.") from None
    except (OSError, zlib.error):
        raise ReadingError(f"{source} is a damaged gzip file. Copy or load it again.") from None


def decode(data: bytes, *, source: str) -> tuple[str, Evidence]:
    """Return the text of `data` and which encoding it was in.

    A byte order mark decides. Without one the text is UTF-16 if every second byte is zero, UTF-8 if it can be,
    else Windows-1252, and that guess is said.

    Raises
    ------
    ReadingError
        If the bytes are none of these, or read as Windows-1252 they would be no Western words.
    """
    for mark, codec, name in _MARKS:
        if data.startswith(mark):
            return _strict(data, codec, name, source), Evidence("encoding", name, "certain", "byte order mark")
    wide = _wide_codec(data)
    if wide:
        return _strict(data, wide, "UTF-16", source), Evidence("encoding", "UTF-16", "likely", "every second byte is 0")
    try:
        return data.decode("utf-8"), Evidence("encoding", "UTF-8", "certain", "all bytes fit")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return _western(data, line=line, source=source)


def _western(data: bytes, *, line: int, source: str) -> tuple[str, Evidence]:
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError as error:
        at = data.count(b"\n", 0, error.start) + 1
        raise ReadingError(
            f"{source}, line {at}: the byte 0x{data[error.start]:02X} is neither UTF-8 nor Windows-1252. {_SAVE_AGAIN}"
        ) from None
    strange = _NOT_WESTERN.search(text)
    if strange:
        at = text.count("\n", 0, strange.start()) + 1
        raise ReadingError(
            f"{source}, line {at}: not UTF-8, and as Windows-1252 a word would read {strange.group()[:20]!r}. "
            f"{_SAVE_AGAIN}"
        )
    return text, Evidence("encoding", "Windows-1252", "guess", f"line {line} is not UTF-8")


def _strict(data: bytes, codec: str, name: str, source: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ReadingError(
            f"{source}, line {line}: the file says that it is {name}, and byte {error.start + 1} does not fit. "
            f"{_SAVE_AGAIN}"
        ) from None


def _wide_codec(data: bytes) -> str:
    sample = data[:400]
    if len(sample) < 4:
        return ""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > 0.8 * half and even < 0.1 * half:
        return "utf-16-le"
    if even > 0.8 * half and odd < 0.1 * half:
        return "utf-16-be"
    return ""
