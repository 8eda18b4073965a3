"""What a column can be taken as, in a person's words and in groups: when, where, who, how many."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QCoreApplication, QLocale, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel

from situation_board.core.importing.counted_columns import counting_of_field
from situation_board.core.importing.mapping import FIELDS, FIGURE_FIELDS, NAME_IN
from situation_board.core.vocabulary import FigureUnit
from situation_board.gui.entry.wording import QT_TRANSLATE_NOOP, words_of

LANGUAGES = ("ar", "en", "fr")
WORDS = {
    "date": QT_TRANSLATE_NOOP("ImportFields", "day or time"),
    "starts": QT_TRANSLATE_NOOP("ImportFields", "beginning"),
    "ends": QT_TRANSLATE_NOOP("ImportFields", "end"),
    "year": QT_TRANSLATE_NOOP("ImportFields", "year"),
    "month": QT_TRANSLATE_NOOP("ImportFields", "month"),
    "place": QT_TRANSLATE_NOOP("ImportFields", "place"),
    "pcode": QT_TRANSLATE_NOOP("ImportFields", "P-code of the place"),
    "country": QT_TRANSLATE_NOOP("ImportFields", "country"),
    "country_code": QT_TRANSLATE_NOOP("ImportFields", "code of the country"),
    "latitude": QT_TRANSLATE_NOOP("ImportFields", "latitude"),
    "longitude": QT_TRANSLATE_NOOP("ImportFields", "longitude"),
    "point": QT_TRANSLATE_NOOP("ImportFields", "latitude and longitude in one"),
    "place_kind": QT_TRANSLATE_NOOP("ImportFields", "kind of place"),
    "origin": QT_TRANSLATE_NOOP("ImportFields", "where from"),
    "destination": QT_TRANSLATE_NOOP("ImportFields", "where to"),
    "actor": QT_TRANSLATE_NOOP("ImportFields", "actor"),
    "source": QT_TRANSLATE_NOOP("ImportFields", "who says so"),
    "url": QT_TRANSLATE_NOOP("ImportFields", "link to who says so"),
    "kind": QT_TRANSLATE_NOOP("ImportFields", "kind of event"),
    "text": QT_TRANSLATE_NOOP("ImportFields", "what happened"),
    "note": QT_TRANSLATE_NOOP("ImportFields", "note"),
    "key": QT_TRANSLATE_NOOP("ImportFields", "the publisher's id of the row"),
    "people": QT_TRANSLATE_NOOP("ImportFields", "whom the row counts"),
    "sex": QT_TRANSLATE_NOOP("ImportFields", "sex of whom the row counts"),
    "age": QT_TRANSLATE_NOOP("ImportFields", "age of whom the row counts"),
    "sector": QT_TRANSLATE_NOOP("ImportFields", "sector of whom the row counts"),
    "low": QT_TRANSLATE_NOOP("ImportFields", "lowest of the number"),
    "high": QT_TRANSLATE_NOOP("ImportFields", "highest of the number"),
}
"""Other than areas, names in a language and numbers of people."""
WHEN = ("date", "starts", "ends", "year", "month")
WHO = ("actor", "source", "url", "kind", "text", "note", "key")
HOW_MANY = ("people", "sex", "age", "sector", "low", "high")


def field_words(field: str) -> str:
    """ "displaced, households", "area, admin 1", "name in Arabic"."""
    language = NAME_IN.fullmatch(field)
    if language:
        return _said("name in {0}").format(QLocale.languageToString(QLocale(language[1]).language()))
    if field.startswith("admin"):
        level = field.removeprefix("admin").removesuffix("_pcode")
        return (_said("P-code, admin {0}") if field.endswith("_pcode") else _said("area, admin {0}")).format(level)
    return _said(WORDS[field]) if field in WORDS else _figure_words(field)


def fields_to_choose(others: Sequence[str] = ()) -> QStandardItemModel:
    """All that a column can be taken as, for every list to choose from; `others` are those that this file needs."""
    model = QStandardItemModel()
    model.appendRow(_item(_said("not taken"), ""))
    further = [field for field in dict.fromkeys(others) if field not in {*FIELDS, *_names()}]
    where = tuple(field for field in FIELDS if field not in {*WHEN, *WHO, *HOW_MANY, *FIGURE_FIELDS})
    for group in (WHEN, (*where, *_names()), WHO, HOW_MANY, (*FIGURE_FIELDS, *further)):
        model.appendRow(_line())
        for field in group:
            model.appendRow(_item(field_words(field), field))
    return model


def parts_to_choose() -> list[str]:
    """The usual parts of people; any other words are a part as well."""
    return [
        *(_said("women"), _said("men"), _said("girls"), _said("boys"), _said("children"), _said("older people")),
        _said("people with disabilities"),
    ]


def _names() -> Iterator[str]:
    return (f"name:{language}" for language in LANGUAGES)


def _figure_words(field: str) -> str:
    counting = counting_of_field(field)
    if counting is None:
        return field.replace("_", " ")
    said = [words_of(counting.category) if counting.category else _said("people of any kind")]
    said += [words_of(each) for each in (counting.group, counting.metric) if each]
    said += [_said("households")] if counting.unit is FigureUnit.HOUSEHOLD else []
    return ", ".join([*said, *([counting.part] if counting.part else [])])


def _item(words: str, field: str) -> QStandardItem:
    item = QStandardItem(words)
    item.setData(field, Qt.ItemDataRole.UserRole)
    return item


def _line() -> QStandardItem:
    """As lists draw what parts their groups."""
    line = QStandardItem()
    line.setData("separator", Qt.ItemDataRole.AccessibleDescriptionRole)
    line.setEnabled(False)
    return line


def _said(words: str) -> str:
    return QCoreApplication.translate("ImportFields", words)
