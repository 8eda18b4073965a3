"""Everything in a bundle has an owner, a licence that is allowed, and its text; else there is no bundle."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click
import contents
import licence_files
import platformdirs
import pytest
import sbom
from contents import Component

NUMPY = Component("numpy", "2.0", "MIT", "pkg:pypi/numpy@2.0", ("text",))
OPENBLAS = Component("OpenBLAS", "0.3", "BSD-3-Clause", "https://www.openblas.net", (), "numpy")


def test_files_are_traced_to_the_packages_they_came_with() -> None:
    found = contents.components_of([click.__file__, platformdirs.__file__, json.__file__, contents.__file__])
    names = {component.name for component in found if component.inside is None}
    assert {"python", "click", "platformdirs"} <= names
    assert "situation-board" not in names
    licences = {component.name: component.licence for component in found}
    assert (licences["click"], licences["platformdirs"], licences["python"]) == ("BSD-3-Clause", "MIT", "PSF-2.0")


def test_a_file_of_nobody_ends_the_freezing(tmp_path: Path) -> None:
    stranger = tmp_path / "libstranger.so"
    stranger.write_bytes(b"\x7fELF")
    with pytest.raises(SystemExit, match=r"whose is .*libstranger\.so"):
        contents.components_of([str(stranger)])


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"licence": "AGPL-3.0-only"}, "AGPL-3.0-only is not among the allowed ones"),
        ({"licence": ""}, "its licence is not told"),
        ({"version": ""}, "its version was not found"),
        ({"texts": ()}, "it brings no text of its licence"),
    ],
)
def test_what_lacks_something_is_named(changed: dict[str, object], said: str) -> None:
    component = Component(**{**NUMPY.__dict__, **changed})
    (fault,) = contents._faults([component], contents.read_told())
    assert fault.startswith("numpy: ") and said in fault


def test_the_list_of_parts_names_each_with_version_licence_and_what_it_is_inside_of() -> None:
    document = json.loads(json.dumps(sbom.document([NUMPY, OPENBLAS])))
    assert (document["bomFormat"], document["specVersion"]) == ("CycloneDX", "1.6")
    one, other = document["components"]
    assert (one["name"], one["version"], one["licenses"], one["purl"]) == (
        "numpy",
        "2.0",
        [{"expression": "MIT"}],
        "pkg:pypi/numpy@2.0",
    )
    assert other["externalReferences"] == [{"type": "website", "url": "https://www.openblas.net"}]
    dependencies = {each["ref"]: each["dependsOn"] for each in document["dependencies"]}
    assert dependencies == {"situation-board": [one["bom-ref"]], one["bom-ref"]: [other["bom-ref"]]}
    assert sbom.document([NUMPY, OPENBLAS]) == sbom.document([NUMPY, OPENBLAS])


def test_texts_of_one_name_stand_beside_each_other_and_equal_ones_once(tmp_path: Path) -> None:
    for folder, text in (("a", "one"), ("b", "two"), ("c", "one")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "LICENSE").write_text(text)
    texts = tuple(str(tmp_path / folder / "LICENSE") for folder in "abc")
    licence_files.write([Component("thing", "1", "MIT", "", texts)], tmp_path / "made")
    written = {file.name: file.read_text() for file in (tmp_path / "made" / "thing").iterdir()}
    assert written == {"LICENSE.txt": "one", "1-b-LICENSE.txt": "two"}
    assert "thing 1: MIT" in (tmp_path / "made" / "components.txt").read_text()
    assert "another Qt".lower() in (tmp_path / "made" / "README.txt").read_text(encoding="utf-8").lower()


def test_only_this_systems_parts_are_looked_for() -> None:
    told = contents.read_told()
    parts = [part for part in told.part if sys.platform in part.get("systems", [sys.platform])]
    assert {"Qt", "SQLite", "SQLCipher", "OpenSSL"} <= {part["name"] for part in parts}
