from __future__ import annotations

import io
import json
from typing import Any

import pytest

from flows.read import read_lines

LINES = [
    {"id": "a", "text": "Iran accused China of theft.", "plain": True},
    {"id": "b", "text": "Peru's president visited Chile.", "plain": True, "published": "2021-05-04"},
]


def fed(*records: object) -> io.BytesIO:
    return io.BytesIO("\n".join(each if isinstance(each, str) else json.dumps(each) for each in records).encode())


def answers(capsys: pytest.CaptureFixture[str]) -> tuple[list[dict[str, Any]], str]:
    printed = capsys.readouterr()
    return [json.loads(line) for line in printed.out.splitlines()], printed.err


def test_each_line_is_answered_in_its_order(capsys: pytest.CaptureFixture[str]) -> None:
    assert read_lines(fed(*LINES))
    found, messages = answers(capsys)
    assert [each["id"] for each in found] == ["a", "b"]
    assert [claim["root"] for each in found for claim in each["claims"]] == ["ACCUSE", "CONSULT"]
    assert found[1]["article"]["published"]["start"] == "2021-05-04"
    assert messages == ""


def test_a_line_without_an_id_is_known_by_its_number(capsys: pytest.CaptureFixture[str]) -> None:
    read_lines(fed("", {"text": "Iran met China."}))
    assert [each["id"] for each in answers(capsys)[0]] == [2]


def test_lines_read_together_say_what_they_say_alone(capsys: pytest.CaptureFixture[str]) -> None:
    read_lines(fed(*LINES))
    together, _ = answers(capsys)
    for line in LINES:
        read_lines(fed(line))
    assert answers(capsys)[0] == together


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"id": 1, "text"', "not JSON at column 17"),
        ("[1, 2]", '"text" or "html"'),
        ('{"id": 1, "text": 5}', '"text" or "html"'),
    ],
)
def test_a_line_that_cannot_be_read_is_named_and_the_rest_is_read(
    capsys: pytest.CaptureFixture[str], line: str, reason: str
) -> None:
    assert not read_lines(fed(LINES[0], line, LINES[1]))
    found, messages = answers(capsys)
    assert [each["id"] for each in found] == ["a", "b"]
    assert "line 2 is left out" in messages
    assert reason in messages
    assert "left out: 1 of 3 lines" in messages


def test_who_writes_a_line_and_waits_is_answered(capsys: pytest.CaptureFixture[str]) -> None:
    answered: list[str] = []

    class Waiting(io.BytesIO):
        """Hands out a line at a time, and notes what was printed before the next was asked for."""

        def read1(self, size: int | None = -1, /) -> bytes:
            answered.append(capsys.readouterr().out)
            return self.readline()

    read_lines(Waiting("".join(json.dumps(line) + "\n" for line in LINES).encode()))
    assert [json.loads(out)["id"] for out in answered if out] == ["a", "b"]
    assert answered[0] == ""
