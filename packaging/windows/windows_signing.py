"""Signs programs and packages for Windows where there is a certificate, and looks at signatures.

    python3 packaging/windows/windows_signing.py FILE ...
    python3 packaging/windows/windows_signing.py --verify FILE ...

Secrets come from the environment and are never printed: SITBOARD_WINDOWS_CERTIFICATE (a .p12 or .pfx with its key, in
base64) and SITBOARD_WINDOWS_CERTIFICATE_PASSWORD. With SITBOARD_WINDOWS_TIMESTAMP, the address of a service that the
certificate's maker names, signatures hold after the certificate has run out. SITBOARD_WINDOWS_AUTHORITY names a file
with the authority to trust when verifying, where the system has no list of its own.
"""

from __future__ import annotations

import base64
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PACKAGING = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(PACKAGING / part) for part in ("dev", "bundling")]

from places import TITLE  # noqa: E402 - found by the path above
from processes import Failure, quietly  # noqa: E402

CERTIFICATE = "SITBOARD_WINDOWS_CERTIFICATE"
CERTIFICATE_PASSWORD = "SITBOARD_WINDOWS_CERTIFICATE_PASSWORD"
TIMESTAMP = "SITBOARD_WINDOWS_TIMESTAMP"
AUTHORITY = "SITBOARD_WINDOWS_AUTHORITY"
SECRETS = (CERTIFICATE, CERTIFICATE_PASSWORD)


@dataclass(frozen=True)
class Key:
    """A certificate with its key, and its passphrase, as files of the moment that nobody else can read."""

    certificate: Path
    password: Path


def is_possible(variables: Mapping[str, str] = os.environ) -> bool:
    """Whether both secrets are there. One alone is a mistake that must not end in a release without a signature."""
    given = [name for name in SECRETS if variables.get(name)]
    if len(given) == 1:
        missing = ", ".join(name for name in SECRETS if name not in given)
        raise Failure(f"to sign for Windows this is missing: {missing}")
    return bool(given)


def sign(files: Iterable[Path]) -> None:
    """Each in its place, which it only takes when it is signed whole."""
    with key_of_the_moment() as key:
        for file in files:
            _sign(file, key)


def faults_of_signature(file: Path, *, authority: Path | None = None) -> str:
    """Empty for a file that is as its signer left it, and whose signer is trusted."""
    if tool := shutil.which("osslsigncode"):
        trusted: list[str | Path] = ["-CAfile", authority] if authority else []
        verified = quietly([tool, "verify", *trusted, "-in", file])
    else:
        verified = quietly([_signtool(), "verify", "/pa", "/all", file])
    return (
        "" if verified.returncode == 0 else f"{file.name}: its signature is missing or wrong\n{verified.stdout[-800:]}"
    )


def command_for_one() -> str:
    """What NSIS runs on its uninstaller; the secrets stay in the environment."""
    return f'"{sys.executable}" "{Path(__file__).resolve()}"'


@contextmanager
def key_of_the_moment() -> Iterator[Key]:
    with tempfile.TemporaryDirectory(prefix="signing-") as folder:
        key = Key(Path(folder, "certificate.p12"), Path(folder, "password"))
        for file, content in (
            (key.certificate, base64.b64decode(os.environ[CERTIFICATE])),
            (key.password, os.environ[CERTIFICATE_PASSWORD].encode()),
        ):
            file.touch(mode=0o600)
            file.write_bytes(content)
        yield key


def _sign(file: Path, key: Key) -> None:
    signed = file.with_name(f".signed-{file.name}")
    try:
        if tool := shutil.which("osslsigncode"):
            _run(file, tool, *_for_osslsigncode(key), "-in", file, "-out", signed)
        else:
            shutil.copyfile(file, signed)
            _run(file, _signtool(), *_for_signtool(key), signed)
        signed.replace(file)
    finally:
        signed.unlink(missing_ok=True)


def _for_osslsigncode(key: Key) -> list[str | Path]:
    service = os.environ.get(TIMESTAMP)
    times = ["-ts", service] if service else []
    return ["sign", "-pkcs12", key.certificate, "-readpass", key.password, "-h", "sha256", "-n", TITLE, *times]


def _for_signtool(key: Key) -> list[str | Path]:
    """It takes the passphrase as an argument only, so other programs of the machine could see it for a moment."""
    service = os.environ.get(TIMESTAMP)
    times = ["/tr", service, "/td", "SHA256"] if service else []
    password = key.password.read_text(encoding="utf-8")
    return ["sign", "/fd", "SHA256", "/d", TITLE, *times, "/f", key.certificate, "/p", password]


def _signtool() -> Path:
    """Of the newest Windows SDK, which does not put it on the path."""
    if found := shutil.which("signtool"):
        return Path(found)
    kits = Path(os.environ.get("PROGRAMFILES(X86)", ""), "Windows Kits", "10", "bin")
    all_of_them = sorted(kits.glob("10.*/x64/signtool.exe"))
    if not all_of_them:
        raise Failure("to sign there must be osslsigncode (Debian: osslsigncode) or signtool of the Windows SDK.")
    return all_of_them[-1]


def _run(file: Path, *command: str | Path) -> None:
    """A failure tells what the tool says, never its command, which may hold the passphrase."""
    done = subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace", check=False)
    if done.returncode != 0:
        raise Failure(f"{file.name} could not be signed:\n{(done.stdout + done.stderr).strip()}")


def main(arguments: Sequence[str]) -> None:
    files = [Path(argument) for argument in arguments if argument != "--verify"]
    if not files:
        raise Failure("name the files to sign, or after --verify the files to look at.")
    if "--verify" in arguments:
        verify(files)
    elif is_possible():
        sign(files)
    else:
        raise Failure(f"to sign, the environment has to hold {' and '.join(SECRETS)}.")


def verify(files: Iterable[Path]) -> None:
    authority = Path(os.environ[AUTHORITY]) if AUTHORITY in os.environ else None
    if faults := [*filter(None, (faults_of_signature(file, authority=authority) for file in files))]:
        raise Failure("\n".join(faults))


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except Failure as failure:
        sys.exit(str(failure))
