"""Bytes to text: every encoding is named, nothing is changed, and what is no text says why."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.reading.decode import Decoded, Undecodable, decode

RUSSIAN = "Президент Анголы принял в Луанде посла Республики Конго и передал ему письмо. " * 4
KOREAN = "외교부 장관은 목요일 서울에서 우즈베키스탄 대사를 만나 협력 방안을 논의했다. " * 4
FRENCH = "Le président a reçu l’ambassadeur à l’Élysée; « très bien », a-t-il déclaré après la cérémonie. " * 4


def test_utf8_is_read_as_it_stands() -> None:
    text = "Díaz-Canel “met” 金\r\nKim\n\ttab"
    assert decode(text.encode()) == Decoded(text, "utf-8")


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_byte_order_mark_decides_and_goes(mark: bytes, encoding: str) -> None:
    assert decode(mark + RUSSIAN.encode(encoding)) == Decoded(RUSSIAN, encoding)


def test_line_ends_are_not_translated() -> None:
    assert decode(b"one\r\ntwo\rthree\n").text == "one\r\ntwo\rthree\n"


@pytest.mark.parametrize(
    "head",
    ['<meta charset="windows-1251">', "<META content='text/html; charset=windows-1251'>",
     "<?xml version='1.0' encoding='windows-1251'?>"],
)  # fmt: skip
def test_a_declared_charset_is_believed(head: str) -> None:
    text = head + RUSSIAN
    assert decode(text.encode("cp1251")) == Decoded(text, "cp1251")


def test_a_header_names_the_charset() -> None:
    assert decode(KOREAN.encode("euc_kr"), declared="EUC-KR") == Decoded(KOREAN, "cp949")


def test_latin_1_is_read_as_windows_does() -> None:
    text = '<meta charset="iso-8859-1">“Élysée” – 5 €'
    assert decode(text.encode("cp1252")).text == text


def test_a_wrong_declaration_does_not_beat_valid_utf8() -> None:
    text = '<meta charset="iso-8859-1">Díaz-Canel'
    assert decode(text.encode()) == Decoded(text, "utf-8")


@pytest.mark.parametrize(
    ("text", "encoding"), [(RUSSIAN, "cp1251"), (RUSSIAN, "koi8-r"), (KOREAN, "euc_kr"), (FRENCH, "cp1252")]
)
def test_a_legacy_encoding_is_found_without_a_declaration(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)).text == text


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (codecs.BOM_UTF8, "nothing else"),
        (b"text\0more", "NUL byte at offset 4"),
        (b"%PDF-1.7 ...", "a PDF"),
        (b"PK\x03\x04rest", "ZIP"),
        (b"\x89PNG\r\n", "PNG"),
        (codecs.BOM_UTF16_LE + b"a\0b", "UTF-16-LE, but the bytes at offset 4"),
    ],
)
def test_what_is_no_text_is_refused_with_a_reason(data: bytes, says: str) -> None:
    with pytest.raises(Undecodable, match=says) as refused:
        decode(data)
    assert "save" in refused.value.reason or "remove" in refused.value.reason


def test_damaged_utf8_names_the_byte() -> None:
    data = RUSSIAN.encode() + b"\xff\xfe\xff" + RUSSIAN.encode()
    with pytest.raises(Undecodable, match=f"byte offset {len(RUSSIAN.encode())} \\(0xff\\)"):
        decode(data)


@settings(max_examples=150, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1))
def test_any_text_survives_utf8(text: str) -> None:
    data = text.encode()
    if data.startswith((b"%PDF-", b"PK\x03\x04", b"GIF8", b"PAR1", codecs.BOM_UTF8)):
        return
    assert decode(data).text == text


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        decoded = decode(data)
    except Undecodable:
        return
    assert decoded.text
