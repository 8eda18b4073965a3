"""Signs the application and the disk image for macOS, and has Apple look through both.

    python3 packaging/bundling/macos_signing.py "dist/Situation Board.app"
    python3 packaging/bundling/macos_signing.py dist/situation-board-1.0-macos-arm64.dmg

Runs on a Mac only. Secrets come from the environment and are never arguments, but for the passphrase of a keychain that
is made for the moment; without them nothing is signed. See packaging/README.md.
"""

from __future__ import annotations

import base64
import json
import os
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PACKAGING = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(PACKAGING / "dev"), str(PACKAGING / "bundling")]

from mach_o import is_mach_o  # noqa: E402 - found by the path above
from processes import Failure  # noqa: E402

ENTITLEMENTS = PACKAGING / "macos" / "entitlements.plist"
CERTIFICATE = "SITBOARD_MACOS_CERTIFICATE"
"""A "Developer ID Application" certificate with its key: a .p12, in base64."""
CERTIFICATE_PASSWORD = "SITBOARD_MACOS_CERTIFICATE_PASSWORD"
NOTARY_KEY = "SITBOARD_MACOS_NOTARY_KEY"
"""A key for App Store Connect: a .p8, in base64; with its id and its issuer."""
NOTARY_KEY_ID = "SITBOARD_MACOS_NOTARY_KEY_ID"
NOTARY_ISSUER = "SITBOARD_MACOS_NOTARY_ISSUER"
TO_SIGN, TO_NOTARISE = (CERTIFICATE, CERTIFICATE_PASSWORD), (NOTARY_KEY, NOTARY_KEY_ID, NOTARY_ISSUER)
SECRETS = (*TO_SIGN, *TO_NOTARISE)
PATIENCE = "45m"


@dataclass(frozen=True)
class Keychain:
    """One made for the moment, with the certificate in it. `identity` is the certificate's own hash."""

    path: Path
    identity: str


def is_possible(variables: Mapping[str, str] = os.environ) -> bool:
    """Whether all secrets are there. Half of them is a mistake that must not end in a release without a signature."""
    given = [name for name in SECRETS if variables.get(name)]
    if given and len(given) < len(SECRETS):
        missing = ", ".join(name for name in SECRETS if name not in given)
        raise Failure(f"to sign for macOS these are missing: {missing}")
    return bool(given)


def sign_application(application: Path) -> None:
    """From the inside out: what is signed seals what lies in it. Then Apple's ticket is fastened to it.

    The application has a ticket of its own beside the disk image's, so that it starts on a laptop without network that
    got it from another laptop.
    """
    with keychain() as keys:
        for part in parts_of(application):
            _sign(part, keys)
        _sign(application, keys, "--entitlements", ENTITLEMENTS)
    _run("codesign", "--verify", "--deep", "--strict", "--verbose=2", application)
    with tempfile.TemporaryDirectory() as folder:
        packed = Path(folder, "application.zip")
        _run("ditto", "-c", "-k", "--keepParent", application, packed)
        _notarise(packed)
    _run("xcrun", "stapler", "staple", application)
    _run("spctl", "--assess", "--type", "execute", "--verbose=2", application)


def sign_image(image: Path) -> None:
    with keychain() as keys:
        _sign(image, keys)
    _notarise(image)
    _run("xcrun", "stapler", "staple", image)
    _run("spctl", "--assess", "--type", "open", "--context", "context:primary-signature", "--verbose=2", image)


def parts_of(application: Path) -> list[Path]:
    """Everything inside that has a signature of its own, the deepest first; the application itself is the last."""
    main = application / "Contents" / "MacOS"
    files = [path for path in application.rglob("*") if path.is_file() and not path.is_symlink()]
    programs = [path for path in files if _is_program(path) and path.parent != main]
    others = [path for path in files if path.parent == main and _is_program(path) and path != _main_program(main)]
    frameworks = [path for path in application.rglob("*.framework") if path.is_dir() and not path.is_symlink()]
    return sorted([*programs, *others, *frameworks], key=lambda path: (-len(path.parts), str(path)))


def _main_program(folder: Path) -> Path:
    """It is signed with the application."""
    return folder / "situation-board"


def _is_program(path: Path) -> bool:
    with path.open("rb") as file:
        return is_mach_o(file.read(8))


def _sign(path: Path, keys: Keychain, *more: str | Path) -> None:
    hardened = ["--force", "--timestamp", "--options", "runtime"]
    _run("codesign", *hardened, *more, "--keychain", keys.path, "--sign", keys.identity, path)


@contextmanager
def keychain() -> Iterator[Keychain]:
    """Beside those of whoever is logged in, and gone afterwards."""
    password = secrets.token_urlsafe(24)
    before = _listed_keychains()
    with tempfile.TemporaryDirectory() as folder:
        path, certificate = Path(folder, "signing.keychain-db"), Path(folder, "certificate.p12")
        certificate.write_bytes(base64.b64decode(os.environ[CERTIFICATE]))
        certificate.chmod(0o600)
        _run("security", "create-keychain", "-p", password, path)
        try:
            _run("security", "set-keychain-settings", "-lut", "3600", path)
            _run("security", "unlock-keychain", "-p", password, path)
            unlock = ["-P", os.environ[CERTIFICATE_PASSWORD], "-T", "/usr/bin/codesign"]
            _run("security", "import", certificate, "-k", path, "-f", "pkcs12", *unlock)
            certificate.unlink()
            _run("security", "set-key-partition-list", "-S", "apple-tool:,apple:", "-s", "-k", password, path)
            _run("security", "list-keychains", "-d", "user", "-s", path, *before)
            yield Keychain(path, _identity_in(path))
        finally:
            _run("security", "list-keychains", "-d", "user", "-s", *before)
            _run("security", "delete-keychain", path)


def _listed_keychains() -> list[str]:
    told = _run("security", "list-keychains", "-d", "user")
    return [line.strip().strip('"') for line in told.splitlines() if line.strip()]


def _identity_in(path: Path) -> str:
    told = _run("security", "find-identity", "-v", "-p", "codesigning", path)
    found = [line.split()[1] for line in told.splitlines() if "Developer ID Application" in line]
    if not found:
        raise Failure(f"{CERTIFICATE} holds no valid certificate of the kind Developer ID Application.")
    return found[0]


def _notarise(path: Path) -> None:
    """Wait until Apple has looked through it; what it found wrong is printed."""
    with tempfile.TemporaryDirectory() as folder:
        key = Path(folder, "key.p8")
        key.write_bytes(base64.b64decode(os.environ[NOTARY_KEY]))
        key.chmod(0o600)
        who: list[str | Path] = [
            "--key",
            key,
            "--key-id",
            os.environ[NOTARY_KEY_ID],
            "--issuer",
            os.environ[NOTARY_ISSUER],
        ]
        waiting = ["--wait", "--timeout", PATIENCE, "--output-format", "json"]
        answer = json.loads(_run("xcrun", "notarytool", "submit", path, *who, *waiting))
        if answer.get("status") != "Accepted":
            print(_run("xcrun", "notarytool", "log", answer["id"], *who), file=sys.stderr)
            raise Failure(f"Apple did not accept {path.name}: {answer.get('status')} (see above).")


def _run(*command: str | Path) -> str:
    """What it prints to its output; what it complains of is shown. A failure never tells the secrets in its command."""
    done = subprocess.run(command, stdout=subprocess.PIPE, encoding="utf-8", errors="replace", check=False)
    if done.returncode != 0:
        print(done.stdout, file=sys.stderr)
        raise Failure(f"{command[0]} {command[1]} failed (see above).")
    return done.stdout


def main(arguments: Sequence[str]) -> None:
    if len(arguments) != 1 or not is_possible():
        raise Failure(f"give the application or the disk image, and in the environment: {', '.join(SECRETS)}")
    path = Path(arguments[0])
    (sign_application if path.suffix == ".app" else sign_image)(path)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except Failure as failure:
        sys.exit(str(failure))
