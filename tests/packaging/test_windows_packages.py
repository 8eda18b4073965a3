"""What the packages for Windows are made of, as far as it shows without Windows."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as Xml

import pytest
import windows_script
from msi_document import NAMESPACE, Msi
from msi_package import cabinet_directives
from payload import Payload, read_payload
from portable_zip import MARKER, build_portable
from processes import Failure
from version_resource import version_resource
from windows_facts import PROGRAM, SCOPES, Version
from wine import read_registry


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    folder = tmp_path / "bundle"
    for name in (PROGRAM, "situation-board.exe", "_internal/a.dll", "_internal/deep/er/b.txt"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name)
    return folder


@pytest.fixture
def payload(bundle: Path) -> Payload:
    return read_payload(bundle)


@pytest.mark.parametrize(
    "older, newer",
    [("0.1.0", "0.1.1"), ("0.9.9", "0.10.0"), ("1.0.0a1", "1.0.0b1"), ("1.0.0rc2", "1.0.0"), ("1.0.0", "1.0.1a1")],
)
def test_numbers_of_versions_are_in_the_order_of_the_versions(older: str, newer: str) -> None:
    assert Version(older).numbers < Version(newer).numbers


def test_a_version_that_windows_could_not_order_is_refused() -> None:
    with pytest.raises(ValueError, match=r"1\.0\.dev3"):
        _ = Version("1.0.dev3").numbers


def test_the_version_resource_says_the_version_and_whether_it_is_a_release() -> None:
    parts = read_resource(version_resource(Version("1.2.3rc1")))
    fixed = parts["FixedFileInfo"][0][1]
    assert (fixed["filevers"], fixed["flags"]) == ((1, 2, 3, 3001), 0x2)
    assert dict(parts["StringStruct"][index][0] for index in range(8))["ProductVersion"] == "1.2.3rc1"
    assert read_resource(version_resource(Version("1.2.3")))["FixedFileInfo"][0][1]["flags"] == 0


def read_resource(text: str) -> dict[str, list[tuple[Any, dict[str, Any]]]]:
    """As PyInstaller does: the text is an expression of calls."""
    calls: dict[str, list[tuple[Any, dict[str, Any]]]] = {}

    def recorder(name: str):  # type: ignore[no-untyped-def]
        return lambda *given, **named: calls.setdefault(name, []).append((given, named))

    names = ("VSVersionInfo", "FixedFileInfo", "StringFileInfo", "StringTable", "StringStruct")
    eval(text, {name: recorder(name) for name in (*names, "VarFileInfo", "VarStruct")})
    return calls


def test_programs_come_last_so_that_nothing_half_installed_starts(payload: Payload) -> None:
    assert [str(file) for file in payload.files[-2:]] == ["situation-board.exe", PROGRAM]
    assert [file.name for file in payload.programs] == ["situation-board.exe", PROGRAM]


def test_folders_are_removed_from_the_deepest_up(payload: Payload) -> None:
    assert [str(folder) for folder in payload.folders] == ["_internal/deep/er", "_internal/deep", "_internal"]


@pytest.mark.parametrize("name", ["aux.txt", "COM1", "Straße.txt", "a$b.txt", "ends with dot.", "x" * 151])
def test_names_that_windows_or_the_packers_cannot_write_are_refused(bundle: Path, name: str) -> None:
    (bundle / name).write_text("")
    with pytest.raises(Failure, match="cannot be packed"):
        read_payload(bundle)


def test_two_spellings_of_one_name_are_refused(bundle: Path) -> None:
    (bundle / "_internal" / "A.dll").write_text("")
    if len([*(bundle / "_internal").glob("*.dll")]) < 2:
        pytest.skip("this disk knows one spelling only")
    with pytest.raises(Failure, match="two spellings"):
        read_payload(bundle)


def test_links_are_refused(bundle: Path) -> None:
    (bundle / "link.txt").symlink_to(bundle / PROGRAM)
    with pytest.raises(Failure, match="is a link"):
        read_payload(bundle)


def test_a_folder_without_the_program_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Failure, match="holds no"):
        read_payload(tmp_path)


def test_msi_ids_are_the_same_each_time_and_differ_between_packages(payload: Payload) -> None:
    once, again = (Msi(payload, Version("1.0.0"), "user").document() for _ in range(2))
    assert once == again
    ids = [component_ids(Msi(payload, Version("1.0.0"), scope)) for scope in SCOPES]
    assert not {*ids[0]} & {*ids[1]}
    assert len(ids[0]) == len({*ids[0]})


def test_a_file_keeps_its_msi_id_through_versions_and_the_product_does_not(payload: Payload) -> None:
    older, newer = (Msi(payload, Version(version), "machine") for version in ("1.0.0", "1.1.0"))
    assert component_ids(older) == component_ids(newer)
    assert older.product()["UpgradeCode"] == newer.product()["UpgradeCode"]
    assert older.product()["Id"] != newer.product()["Id"]


def test_a_cabinet_by_makecab_has_the_files_in_the_order_and_by_the_names_of_the_package(payload: Payload) -> None:
    msi = Msi(payload, Version("1.0.0"), "user")
    table = [file.attrib["Id"] for file in Xml.fromstring(msi.document()).iter(f"{{{NAMESPACE}}}File")]
    lines = [line.split('"') for line in cabinet_directives(msi, Path("work")) if line.startswith('"')]
    assert [line[3] for line in lines] == table
    assert {Path(line[1]).read_text() for line in lines} == {str(file) for file in payload.files}


def component_ids(msi: Msi) -> list[str]:
    return [component.attrib["Guid"] for component in Xml.fromstring(msi.document()).iter(f"{{{NAMESPACE}}}Component")]


def test_the_archive_for_a_stick_has_all_files_and_what_makes_it_portable(payload: Payload, tmp_path: Path) -> None:
    archive = zipfile.ZipFile(build_portable(payload, tmp_path / "portable.zip", made=1_767_225_600))
    names = {f"Situation Board/{name}" for name in (MARKER, *map(str, payload.files))}
    assert {*archive.namelist()} == names
    assert all(archive.read(f"Situation Board/{file}") == payload.path(file).read_bytes() for file in payload.files)


def test_the_archive_for_a_stick_has_the_same_bytes_each_time(payload: Payload, tmp_path: Path) -> None:
    once, again = (build_portable(payload, tmp_path / name, made=1_767_225_600) for name in ("1.zip", "2.zip"))
    assert once.read_bytes() == again.read_bytes()


def test_a_string_without_translation_and_one_that_nobody_says_are_found() -> None:
    said = (
        'LangString Here ${LANG_ENGLISH} "x"\nLangString Gone ${LANG_ENGLISH} "x"\nLangString Gone ${LANG_ARABIC} "x"\n'
    )
    assert [*windows_script.untold("$(Here)", said)] == [
        "strings.nsh: Gone is never said",
        "strings.nsh: Here is missing in Arabic",
    ]


def test_a_script_that_means_another_place_in_the_registry_is_found() -> None:
    assert len([*windows_script.names_differ('!define PROG_ID "Other.Program"')]) == 4


def test_registry_files_are_read_with_their_quotes_and_numbers() -> None:
    text = '[HKEY_CURRENT_USER\\Software\\A]\n@="\\"C:\\\\x.exe\\" \\"%1\\""\n"size"=dword:0000013c\n"kind"=hex:01\n'
    assert read_registry(text) == {"Software\\A": {"": '"C:\\x.exe" "%1"', "size": 316}}
