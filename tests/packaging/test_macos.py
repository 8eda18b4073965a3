"""What can be proved of the macOS application without a Mac: what it tells of itself, and how it would be signed."""

from __future__ import annotations

import base64
import json
import os
import plistlib
import struct
import sys
from pathlib import Path
from typing import Any

import macos_properties
import macos_signing
import pytest
from icon_files import FOLDER, ICNS
from macos_package import SETTINGS
from processes import Failure

from tests.packaging.test_mach_o import LIBRARY

PROPERTIES = plistlib.loads(macos_properties.PROPERTIES.read_bytes())


# --- Info.plist


def test_what_macos_is_told_is_in_order() -> None:
    assert macos_properties.property_faults() == ""
    assert macos_properties.entitlement_faults() == ""
    assert macos_properties.icon_faults() == ""


@pytest.mark.parametrize(
    ("version", "number"), [("1.2.3", "1.2.3"), ("0.1.0", "0.1.0"), ("1.0rc2", "1.0"), ("2.0.0b1", "2.0.0")]
)
def test_the_version_comes_from_its_one_place_and_is_a_number_for_macos(version: str, number: str) -> None:
    told = macos_properties.with_version(version)
    assert (told["CFBundleShortVersionString"], told["CFBundleVersion"]) == (version, number)
    assert PROPERTIES.items() <= told.items()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"LSMinimumSystemVersion": "11.0"}, "LSMinimumSystemVersion is '11.0' and should be '12.0'"),
        ({"NSHighResolutionCapable": 1}, "NSHighResolutionCapable"),
        ({"CFBundleVersion": "1.0"}, "CFBundleVersion is said elsewhere"),
        ({"CFBundleIdentifier": "situation board"}, "no reversed name"),
        ({"NSCameraUsageDescription": "Why?"}, "NSCameraUsageDescription asks for what the program does not use"),
        ({"NSDocumentsFolderUsageDescription": " "}, "NSDocumentsFolderUsageDescription says nothing"),
        ({"CFBundleDocumentTypes": []}, "of the document type something is missing"),
        ({"UTExportedTypeDeclarations": [{}]}, "of the document type something is missing"),
    ],
)
def test_a_wrong_property_is_told(change: dict[str, Any], told: str, tmp_path: Path) -> None:
    assert told in property_faults({**PROPERTIES, **change}, tmp_path)


def test_a_file_of_another_ending_is_told(tmp_path: Path) -> None:
    properties = plistlib.loads(macos_properties.PROPERTIES.read_bytes())
    properties["UTExportedTypeDeclarations"][0]["UTTypeTagSpecification"]["public.filename-extension"] = ["situation"]
    properties["UTExportedTypeDeclarations"][0]["UTTypeTagSpecification"]["public.mime-type"] = ["text/plain"]
    properties["CFBundleDocumentTypes"][0]["LSItemContentTypes"] = ["org.elsewhere.sitboard"]
    told = property_faults(properties, tmp_path)
    assert "files end in sitboard, not in ['situation']" in told
    assert "on Linux files are application/vnd.situation-board, here ['text/plain']" in told
    assert "the program opens ['org.elsewhere.sitboard'] and exports" in told


def test_a_key_that_is_there_twice_and_a_broken_file_are_told(tmp_path: Path) -> None:
    file = tmp_path / "Info.plist"
    text = macos_properties.PROPERTIES.read_text(encoding="utf-8")
    key = "<key>CFBundleName</key>"
    file.write_text(text.replace(key, f"{key}<string>Another</string>{key}"), encoding="utf-8")
    assert "CFBundleName is there twice" in macos_properties.property_faults(file)
    file.write_text(text[:500], encoding="utf-8")
    assert "is no property list" in macos_properties.property_faults(file)


def property_faults(properties: dict[str, Any], folder: Path) -> str:
    file = folder / "Info.plist"
    file.write_bytes(plistlib.dumps(properties))
    return macos_properties.property_faults(file)


def test_one_more_or_one_less_exception_from_the_hardened_runtime_is_told(tmp_path: Path) -> None:
    file = tmp_path / "entitlements.plist"
    file.write_bytes(plistlib.dumps({"com.apple.security.cs.disable-library-validation": True}))
    told = macos_properties.entitlement_faults(file)
    assert "disable-library-validation is True" in told and "allow-unsigned-executable-memory is None" in told
    file.write_bytes(plistlib.dumps({"com.apple.security.cs.allow-unsigned-executable-memory": False}))
    assert "allow-unsigned-executable-memory is False" in macos_properties.entitlement_faults(file)


def test_an_icon_without_a_part_or_with_a_wrong_one_is_told(tmp_path: Path) -> None:
    whole = (FOLDER / ICNS).read_bytes()
    file = tmp_path / ICNS
    file.write_bytes(whole[:-1])
    assert "is cut off" in macos_properties.icon_faults(file)
    without = whole.replace(b"ic10", b"icXX")
    file.write_bytes(without)
    assert "ic10 is None pixels wide and should be 1024" in macos_properties.icon_faults(file)
    swapped = whole.replace(b"ic07", b"tmpX").replace(b"ic09", b"ic07").replace(b"tmpX", b"ic09")
    file.write_bytes(swapped)
    assert "ic07 is 512 pixels wide and should be 128" in macos_properties.icon_faults(file)
    file.write_bytes(struct.pack(">4sI4sI", b"icns", 16, b"ic07", 0))
    assert "ic07 is None" in macos_properties.icon_faults(file)


# --- the disk image


def test_the_disk_image_shows_the_application_beside_the_folder_it_is_dragged_to() -> None:
    """As dmgbuild reads it: the file is run with what it was given on the command line."""
    options: dict[str, Any] = {"defines": {"application": "/dist/Situation Board.app", "icon": "/icon.icns"}}
    exec(compile(SETTINGS.read_text(encoding="utf-8"), str(SETTINGS), "exec"), options)
    assert options["files"] == ["/dist/Situation Board.app"]
    assert options["symlinks"] == {"Applications": "/Applications"}
    assert set(options["icon_locations"]) == {"Situation Board.app", "Applications"}
    assert options["icon"] == "/icon.icns"
    (_, (width, height)) = options["window_rect"]
    assert all(0 < x < width and 0 < y < height for x, y in options["icon_locations"].values())


# --- signing, with programs in the place of Apple's that write down how they were called

SECRETS = {
    macos_signing.CERTIFICATE: base64.b64encode(b"the certificate").decode(),
    macos_signing.CERTIFICATE_PASSWORD: "hunter2-certificate",
    macos_signing.NOTARY_KEY: base64.b64encode(b"the key").decode(),
    macos_signing.NOTARY_KEY_ID: "KEYID",
    macos_signing.NOTARY_ISSUER: "ISSUER",
}
STAND_IN = """#!{python}
import json, os, sys
from pathlib import Path
name, arguments = Path(sys.argv[0]).name, sys.argv[1:]
with open(os.environ["CALLS"], "a") as calls:
    calls.write(json.dumps([name, *arguments]) + "\\n")
if arguments[:1] == ["find-identity"]:
    print('  1) ABCDEF0123 "Developer ID Application: Somebody (TEAM)"')
if arguments[:1] == ["list-keychains"] and "-s" not in arguments:
    print('    "/Users/somebody/login.keychain-db"')
if arguments[:2] == ["notarytool", "submit"]:
    print(json.dumps(dict(id="7", status=os.environ.get("VERDICT", "Accepted"))))
if arguments[:2] == ["notarytool", "log"]:
    print("the signature is invalid")
sys.exit(1 if os.environ.get("FAILS") in (name, *arguments) else 0)
"""
posix_only = pytest.mark.skipif(sys.platform == "win32", reason="stand-ins are started by their first line")


@pytest.fixture
def calls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the stand-ins write."""
    programs = tmp_path / "programs"
    programs.mkdir()
    for name in ("codesign", "security", "xcrun", "ditto", "spctl"):
        (programs / name).write_text(STAND_IN.format(python=sys.executable))
        (programs / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("CALLS", str(tmp_path / "calls"))
    for name, value in SECRETS.items():
        monkeypatch.setenv(name, value)
    return tmp_path / "calls"


@pytest.fixture
def application(tmp_path: Path) -> Path:
    """As PyInstaller makes one: the program, libraries, a framework, and links to them."""
    contents = tmp_path / "Situation Board.app" / "Contents"
    for place in ("MacOS/situation-board", "Frameworks/a.so", "Frameworks/PySide6/b.so"):
        (contents / place).parent.mkdir(parents=True, exist_ok=True)
        (contents / place).write_bytes(LIBRARY)
    framework = contents / "Frameworks/PySide6/Qt/lib/QtCore.framework"
    (framework / "Versions/A").mkdir(parents=True)
    (framework / "Versions/A/QtCore").write_bytes(LIBRARY)
    (framework / "Versions/Current").symlink_to("A")
    (framework / "QtCore").symlink_to("Versions/Current/QtCore")
    (contents / "Resources").mkdir()
    (contents / "Resources/a.so").symlink_to("../Frameworks/a.so")
    (contents / "Resources/help.md").write_text("# Help")
    return contents.parent


def called(calls: Path) -> list[list[str]]:
    return [json.loads(line) for line in calls.read_text().splitlines()]


@posix_only
def test_the_application_is_signed_from_the_inside_out_and_looked_through(calls: Path, application: Path) -> None:
    macos_signing.sign_application(application)
    signed = [call for call in called(calls) if call[:2] == ["codesign", "--force"]]
    names = [str(Path(call[-1]).relative_to(application.parent)) for call in signed]
    inside = "Situation Board.app/Contents/Frameworks"
    assert names == [
        f"{inside}/PySide6/Qt/lib/QtCore.framework/Versions/A/QtCore",
        f"{inside}/PySide6/Qt/lib/QtCore.framework",
        f"{inside}/PySide6/b.so",
        f"{inside}/a.so",
        "Situation Board.app",
    ]
    assert all("runtime" in call and "--timestamp" in call and "ABCDEF0123" in call for call in signed)
    assert ["--entitlements" in call for call in signed] == [False, False, False, False, True]
    order = [" ".join(call[:2]) for call in called(calls) if call[0] != "security"][len(signed) :]
    assert order == ["codesign --verify", "ditto -c", "xcrun notarytool", "xcrun stapler", "spctl --assess"]


@posix_only
def test_the_disk_image_is_signed_and_gets_a_ticket_of_its_own(calls: Path, tmp_path: Path) -> None:
    image = tmp_path / "a.dmg"
    image.touch()
    macos_signing.main([str(image)])
    order = [" ".join(call[:2]) for call in called(calls) if call[0] != "security"]
    assert order == ["codesign --force", "xcrun notarytool", "xcrun stapler", "spctl --assess"]


@posix_only
@pytest.mark.parametrize("fails", ["import", "codesign", "find-identity"])
def test_whatever_fails_the_keychain_goes_and_no_secret_is_told(
    calls: Path, application: Path, fails: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FAILS", fails)
    with pytest.raises(Failure) as failure:
        macos_signing.sign_application(application)
    made = [call for call in called(calls) if call[:2] == ["security", "create-keychain"]]
    assert called(calls)[-1] == ["security", "delete-keychain", made[0][-1]]
    assert called(calls)[-2][-1] == "/Users/somebody/login.keychain-db"
    printed = capfd.readouterr()
    for secret in (*SECRETS.values(), made[0][3]):
        assert secret not in f"{failure.value}{printed.out}{printed.err}"


@posix_only
def test_what_apple_refuses_is_no_release_and_its_reasons_are_shown(
    calls: Path, application: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("VERDICT", "Invalid")
    with pytest.raises(Failure, match="Apple did not accept"):
        macos_signing.sign_application(application)
    assert "the signature is invalid" in capfd.readouterr().err
    assert not any(call[:2] == ["xcrun", "stapler"] for call in called(calls))


@pytest.mark.parametrize("missing", macos_signing.SECRETS)
def test_half_of_the_secrets_is_a_mistake_and_none_means_unsigned(missing: str) -> None:
    assert macos_signing.is_possible(SECRETS)
    assert not macos_signing.is_possible({})
    with pytest.raises(Failure, match=missing):
        macos_signing.is_possible({**SECRETS, missing: ""})
