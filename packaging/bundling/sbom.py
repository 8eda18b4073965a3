"""The list of parts (CycloneDX 1.6) of a bundle, for whoever must know where a library with a flaw is used."""

from __future__ import annotations

import datetime
import json
import uuid
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from contents import Component
from freezing import source_date
from places import DIST, NAME, TITLE, stem, version

Part = dict[str, Any]


def write(components: Iterable[Component]) -> Path:
    """The same bytes for the same bundle: its time is that of the sources, its number is made from its content."""
    path = DIST / f"{stem()}.cdx.json"
    path.write_text(json.dumps(document([*components]), indent=2) + "\n", encoding="utf-8", newline="\n")
    return path


def document(components: list[Component]) -> Part:
    parts = [_part(component) for component in components]
    names = json.dumps([version(), *(part["bom-ref"] for part in parts)])
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, names)}",
        "version": 1,
        "metadata": {"timestamp": _time(), "component": _program()},
        "components": parts,
        "dependencies": _dependencies(components),
    }


def _program() -> Part:
    return {
        "type": "application",
        "bom-ref": NAME,
        "name": TITLE,
        "version": version(),
        "licenses": [{"license": {"id": "Apache-2.0"}}],
    }


def _part(component: Component) -> Part:
    part: Part = {
        "type": "library",
        "bom-ref": _ref(component),
        "name": component.name,
        "version": component.version,
        "licenses": [{"expression": component.licence}],
    }
    if component.home.startswith("pkg:"):
        part["purl"] = component.home
    else:
        part["externalReferences"] = [{"type": "website", "url": component.home}]
    return part


def _ref(component: Component) -> str:
    return f"{component.inside or NAME}/{component.name}@{component.version}"


def _dependencies(components: Iterable[Component]) -> list[Mapping[str, Any]]:
    """What the program holds, and what is inside each of that."""
    inside: dict[str | None, list[str]] = {}
    refs = {component.name: _ref(component) for component in components if component.inside is None}
    for component in components:
        inside.setdefault(component.inside, []).append(_ref(component))
    return [{"ref": refs[name] if name else NAME, "dependsOn": sorted(held)} for name, held in inside.items()]


def _time() -> str:
    return datetime.datetime.fromtimestamp(int(source_date()), datetime.UTC).isoformat()
