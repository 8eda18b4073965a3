"""Expressions of licences are read as SPDX means them, so that nothing slips in and nothing is refused wrongly."""

from __future__ import annotations

from email.message import Message

import contents
import licence_terms
import pytest

ALLOWED = {"MIT", "Apache-2.0", "LGPL-3.0-only", "GPL-2.0-or-later WITH Bootloader-exception"}


@pytest.mark.parametrize(
    ("expression", "is_allowed"),
    [
        ("MIT", True),
        ("AGPL-3.0-only", False),
        ("GPL-2.0-only OR LGPL-3.0-only", True),
        ("MIT AND GPL-2.0-only", False),
        ("GPL-2.0-only OR MIT AND Apache-2.0", True),
        ("MIT OR Apache-2.0 AND GPL-2.0-only", True),
        ("(MIT OR Apache-2.0) AND GPL-2.0-only", False),
        ("(GPL-2.0-only OR MIT) AND Apache-2.0", True),
        ("GPL-2.0-or-later WITH Bootloader-exception", True),
        ("GPL-2.0-or-later", False),
        ("MIT WITH Bootloader-exception", False),
        ("", False),
        ("MIT Apache-2.0", False),
        ("(MIT", False),
        ("MIT AND", False),
    ],
)
def test_a_choice_is_allowed_by_one_and_a_sum_by_all(expression: str, is_allowed: bool) -> None:
    assert licence_terms.is_allowed(expression, ALLOWED) is is_allowed


@pytest.mark.parametrize(
    ("headers", "expression"),
    [
        ({"License-Expression": "MIT", "License": "something else"}, "MIT"),
        ({"License": "Apache License, Version 2.0"}, "Apache-2.0"),
        ({"Classifier": "License :: OSI Approved :: BSD License"}, "BSD-3-Clause"),
        ({"License": "MIT"}, "MIT"),
        ({"License": "Permission is hereby granted, free of charge,\nto any person"}, ""),
        ({}, ""),
    ],
)
def test_what_a_package_says_is_put_into_the_words_of_spdx(headers: dict[str, str], expression: str) -> None:
    metadata = Message()
    for name, value in headers.items():
        metadata[name] = value
    assert licence_terms.expression_of(metadata, contents.read_told().words) == expression


def test_what_is_told_by_hand_is_allowed_and_its_texts_are_there() -> None:
    told = contents.read_told()
    licences = [*told.packages.values(), *told.system.values(), *(part["licence"] for part in told.part)]
    assert [licence for licence in licences if not licence_terms.is_allowed(licence, told.allowed)] == []
    texts = [text for named in (*told.texts.values(), *(part["texts"] for part in told.part)) for text in named]
    assert [text for text in texts if not (contents.TEXTS / text).is_file()] == []
    assert not any("GPL" in each and "LGPL" not in each and "WITH" not in each for each in told.allowed)
