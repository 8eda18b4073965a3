"""Signatures, tried with a certificate made for the moment: what is signed is accepted, what was changed is found."""

from __future__ import annotations

import base64
import os
import secrets
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import windows_signing
from comparing import Faults, another_code, told
from places import TITLE
from processes import Failure, quietly
from releases import HERE, OLDER, make_release
from windows_facts import PROGRAM, Version
from windows_packing import packages
from wine import fresh_windows

FOLDER = HERE / "signed"


@dataclass(frozen=True)
class Authority:
    """One that trusts itself, and what whoever signs gets of it."""

    certificate: Path
    secrets: Mapping[str, str]


def faults() -> Faults:
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    ours, other = make_authority("ours"), make_authority("other")
    with environment(ours.secrets):
        signed = sign_release()
    for file in signed:
        yield from told(file.name, signature_faults(file, ours, other))
    yield from told("unsigned", unsigned_is_found(ours))


def sign_release() -> list[Path]:
    """All that gets a signature: the packages, and what the setup program installs."""
    release = make_release(OLDER)
    windows_signing.sign(release.payload.programs)
    made = [file for file in packages(release.payload, Version(OLDER), FOLDER, signs=True) if file.suffix != ".zip"]
    windows_signing.sign(made)
    return [*made, *installed_by(next(file for file in made if file.suffix == ".exe"))]


def installed_by(setup: Path) -> Iterator[Path]:
    with fresh_windows() as wine:
        if any(another_code(wine.run(setup, "/S"), 0)):
            raise Failure("the signed setup program does not install")
        folder = wine.user / "AppData/Local/Programs" / TITLE
        for name in (PROGRAM, "uninstall.exe"):
            yield Path(shutil.copy(folder / name, FOLDER))


def signature_faults(file: Path, ours: Authority, other: Authority) -> Faults:
    if fault := windows_signing.faults_of_signature(file, authority=ours.certificate):
        yield fault
    if not windows_signing.faults_of_signature(file, authority=other.certificate):
        yield "it is accepted although another authority is trusted"
    if not windows_signing.faults_of_signature(changed(file), authority=ours.certificate):
        yield "one byte was changed, and nobody notices"


def changed(file: Path) -> Path:
    content = bytearray(file.read_bytes())
    content[len(content) // 3] ^= 1
    copy = file.with_name(f"changed-{file.name}")
    copy.write_bytes(content)
    return copy


def unsigned_is_found(ours: Authority) -> Faults:
    if not windows_signing.faults_of_signature(make_release(OLDER).setup, authority=ours.certificate):
        yield "a setup program without a signature is accepted"


def make_authority(name: str) -> Authority:
    key, certificate, packed = (FOLDER / f"{name}.{kind}" for kind in ("key", "pem", "p12"))
    password = secrets.token_urlsafe(12)
    what = ["-subj", f"/CN=Situation Board trial, {name}", "-addext", "extendedKeyUsage=codeSigning"]
    run("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *what, "-keyout", key, "-out", certificate)
    run("pkcs12", "-export", "-inkey", key, "-in", certificate, "-out", packed, "-passout", f"pass:{password}")
    given = base64.b64encode(packed.read_bytes()).decode()
    return Authority(certificate, {windows_signing.CERTIFICATE: given, windows_signing.CERTIFICATE_PASSWORD: password})


def run(*arguments: str | Path) -> None:
    done = quietly(["openssl", *arguments])
    if done.returncode != 0:
        raise Failure(f"openssl {arguments[0]} failed: {done.stdout.strip()}")


@contextmanager
def environment(variables: Mapping[str, str]) -> Iterator[None]:
    """For whoever signs, also in the process that NSIS starts."""
    os.environ.update(variables)
    try:
        yield
    finally:
        for name in variables:
            del os.environ[name]
