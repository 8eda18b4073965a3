"""Messages, tasks and presence by the command line: entered, changed, shown, found, struck."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Command


def shown(command: Command, sample: Path, thing: str) -> dict[str, object]:
    fields: dict[str, object] = command("show", sample, thing, "--json").json["fields"]
    return fields


def test_a_message_is_logged_spoken_of_by_its_number_and_triaged(command: Command, sample: Path) -> None:
    ran = command("add", sample, "message", "text=Road open for light cars", "sender=convoy desk", "medium=radio")
    assert ran.code == 0
    fields = shown(command, sample, "M1")
    assert (fields["state"], fields["sender"], fields["medium"]) == ("untriaged", "convoy desk", "radio")
    assert fields["received"] is not None
    assert command("edit", sample, "M1", "state=done").code == 0
    assert shown(command, sample, "M1")["state"] == "done"
    hits = command("search", sample, "light cars", "--json").json["hits"]
    assert [hit["table"] for hit in hits] == ["message"]
    assert command("strike", sample, "M1", "--why", "entered twice").code == 0
    assert command("show", sample, "M1").code == 1
    assert command("info", sample, "--json").json["counts"]["message"] == 0


def test_the_number_of_a_message_is_not_given_by_hand(command: Command, sample: Path) -> None:
    ran = command("add", sample, "message", "text=Road open", "number=9")
    assert ran.code == 1
    assert "number" in ran.err


def test_a_task_is_due_next_and_about_something(command: Command, sample: Path) -> None:
    task = command(
        "add", sample, "task", "text=Is it open?", "role=access officer", "due=06:00", "about=Homs", "--json"
    )
    (thing,) = task.json["ids"]
    fields = shown(command, sample, thing)
    about, due = fields["about"], fields["due"]
    assert isinstance(about, dict) and about["name"] == "Homs"
    assert isinstance(due, dict) and due["at"].endswith("06:00:00+03:00")
    assert (fields["kind"], fields["state"]) == ("question", "open")
    assert command("edit", sample, thing, "state=done", "outcome=for light cars").code == 0
    assert shown(command, sample, thing)["outcome"] == "for light cars"


def test_a_presence_has_its_headcount_and_each_change_is_a_new_one(command: Command, sample: Path) -> None:
    fields = ("organisation=HTS", "location=Homs", "headcount=12", "posture=restricted")
    (thing,) = command("add", sample, "presence", *fields, "--json").json["ids"]
    assert command("edit", sample, thing, "headcount=4", "name=Depot").code == 0
    told = command("show", sample, thing, "--json").json
    assert told["fields"]["name"] == "Depot"
    counts = told["facts"]["presence_status"]
    assert [(each["headcount"], each["posture"]) for each in counts] == [(4, "restricted"), (12, "restricted")]
    assert command("add", sample, "presence", "organisation=HTS", "location=Homs", "headcount=-1").code == 1


def test_a_move_and_a_claim_rest_on_a_message_by_its_number(command: Command, sample: Path) -> None:
    command("add", sample, "message", "text=They are in", "sender=convoy desk")
    before = command("show", sample, "Homs", "--json").json["facts"]["status"][0]
    assert command("move", sample, "Homs", "fallen", "--report", "M1").code == 0
    told = command("show", sample, "Homs", "--json").json
    status = told["facts"]["status"][0]
    assert status["report"]["name"].startswith("M1, convoy desk")
    assert (status["basis"], status["as_of"]["precision"]) == (before["basis"], "second")
    claim = ("about=Homs", "speaker=HTS", "verb=said", "stance=supports", "text=We are in.", "report=M1")
    assert command("add", sample, "claim", *claim).code == 0
    rests = command("show", sample, status["report"]["id"], "--json").json["beside"]
    assert (len(rests["card"]), len(rests["claim"])) == (1, 1)
    assert command("undo", sample).code == 0
    assert command("undo", sample).code == 0
    assert command("show", sample, "Homs", "--json").json["facts"]["status"][0]["id"] == before["id"]


def test_an_unknown_report_is_not_made_by_the_way(command: Command, sample: Path) -> None:
    ran = command("move", sample, "Homs", "fallen", "--report", "M9")
    assert ran.code == 1
    assert "M9" in ran.err
