"""The check of the release workflow finds what would fail, or do harm, on the machines where it runs."""

from __future__ import annotations

import pytest
import workflow_check

TEXT = workflow_check.WORKFLOW.read_text(encoding="utf-8")
CHECKOUT = "actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683"


def test_the_workflow_is_in_order() -> None:
    assert workflow_check.main() == ""


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (f"{CHECKOUT} # v4.2.2", "actions/checkout@v4", "not pinned by a commit"),
        (f"{CHECKOUT} # v4.2.2", CHECKOUT, "not pinned by a commit with its version"),
        (f"{CHECKOUT} # v4.2.2", "somebody/checkout@" + "1" * 40 + " # v1.0.0", "somebody/checkout is of others"),
        (f"{CHECKOUT} # v4.2.2", "actions/checkout@" + "1" * 40 + " # v4.2.2", "pinned twice"),
        ("  contents: read", "  contents: write", "may do more than read"),
        ("    timeout-minutes: 60\n", "", "check may hang"),
        (
            "    needs: check\n",
            "    needs: check\n    permissions:\n      id-token: write\n",
            "may do more than it needs",
        ),
        ("secrets.SITBOARD_MACOS_NOTARY_ISSUER ||", "secrets.OTHER ||", "OTHER is used and not explained"),
        ("secrets.SITBOARD_MACOS_NOTARY_ISSUER ||", "secrets.OTHER ||", "NOTARY_ISSUER is not given to whoever signs"),
        ("- target: macos-arm64", "- target: macos-arm", "it builds"),
        ("windows-x64 macos-arm64", "macos-arm64", "no wheels are kept for windows-x64"),
        ("          persist-credentials: false", "          fetch-depth: 0", "keeps the right to write"),
        ('          python-version: "3.11"', '          python-version: "3.13"', "not the one that is tested"),
        ("bash .ci/run", "bash .ci/run ${{ github.head_ref }}", "something from outside"),
        ("packaging/check_program.py", "packaging/check_programme.py", "there is no packaging/check_programme.py"),
        ("# A host that reads", "# Somebody who reads", ""),
        (workflow_check.WANTED_AT, "somewhere", "does not say that a host wants it"),
        ("jobs:", "jobs: [", "is no workflow"),
    ],
)
def test_what_would_go_wrong_is_told(old: str, new: str, told: str) -> None:
    assert old in TEXT
    found = [*workflow_check.faults(TEXT.replace(old, new, 1))]
    assert any(told in fault for fault in found) if told else found == []
