"""``instruments new`` and ``instruments diff`` as people type them."""

import json

import jsonschema
import pytest
from typer.testing import CliRunner

from sdtclimate.cli.instruments import app
from sdtclimate.core.errors import UsageError
from sdtclimate.instrument.catalog import shipped_text
from sdtclimate.instrument.loader import check_file, load_instrument
from sdtclimate.instrument.new_file import ROLES, NewInstrument, draft_text, start_file
from sdtclimate.instrument.nodes import read_source


def run(*words):
    return CliRunner().invoke(app, list(words))


def test_new_starts_a_draft_without_faults(tmp_path):
    file = tmp_path / "team_learning.yaml"
    done = run(
        "new", str(file), "--form", "psw", "--form", "staff", "--items", "6", "--points", "7", "--title", 'A "b": c'
    )
    assert done.exit_code == 0, done.output
    report = check_file(file)
    assert report.faults == ()
    team = load_instrument(file)
    assert (team.id, tuple(team.forms), len(team.scored_items)) == ("team_learning", ("psw", "staff"), 6)
    assert team.title["en"] == 'A "b": c'
    assert team.answer_scale_of("team_learning_scale").codes == (1, 2, 3, 4, 5, 6, 7)
    schema = json.loads((tmp_path / "instrument.schema.json").read_text(encoding="utf-8"))
    data = json.loads(json.dumps(read_source(file.read_bytes(), "t").data))
    assert list(jsonschema.Draft202012Validator(schema).iter_errors(data)) == []


def test_new_replaces_nothing_unasked(tmp_path):
    file = tmp_path / "mine.yaml"
    assert run("new", str(file)).exit_code == 0
    before = file.read_bytes()
    again = run("new", str(file), "--items", "9")
    assert isinstance(again.exception, UsageError)
    assert file.read_bytes() == before
    assert run("new", str(file), "--items", "9", "--force").exit_code == 0
    assert len(load_instrument(file).items) == 9


@pytest.mark.parametrize("form", ROLES)
def test_every_role_can_be_asked(form):
    assert load_instrument(draft_text(NewInstrument("mine", forms=(form,)))).forms[form].informant == form


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        (NewInstrument("Mine"), "An id begins with a small letter"),
        (NewInstrument("needs_core"), "needs_core is the id of a shipped instrument"),
        (NewInstrument("mine", forms=("pws",)), "Did you mean psw"),
        (NewInstrument("mine", forms=()), "No form named"),
        (NewInstrument("mine", items=2), "items: 2 is not from 3 to 200"),
        (NewInstrument("mine", points=12), "points: 12 is not from 2 to 11"),
        (NewInstrument("mine", prefix="9"), "prefix: '9' is no id"),
    ],
)
def test_new_says_what_is_wrong(tmp_path, wanted, said):
    with pytest.raises(UsageError) as caught:
        start_file(tmp_path / "mine.yaml", wanted)
    assert said in str(caught.value)
    assert list(tmp_path.iterdir()) == []


def test_new_wants_a_yaml_file(tmp_path):
    with pytest.raises(UsageError, match=r"Write: mine\.txt\.yaml"):
        start_file(tmp_path / "mine.txt", NewInstrument("mine"))


def test_diff_of_a_file_with_what_is_shipped(tmp_path):
    file = tmp_path / "core.yaml"
    text = shipped_text("needs_core").decode().replace('"0.1.0"', '"0.2.0"', 1)
    file.write_text(text.replace("I am unsure how much to tell.", "I do not know how much to tell."), encoding="utf-8")
    done = run("diff", "needs_core", str(file))
    assert done.exit_code == 0
    assert "needs_core 0.1.0 -> needs_core 0.2.0: 2 changes" in done.output
    assert "only if data show it" in done.output
    told = json.loads(run("diff", "needs_core", str(file), "--json").output)
    assert told["scales"]["nc_cf"] == told["scales"]["need_fru"] == "words"
    assert not told["comparable"]


def test_diff_exits_with_1_when_an_id_is_lost(tmp_path):
    file = tmp_path / "core.yaml"
    text = shipped_text("needs_core").decode()
    file.write_text(text.replace("nc_f0", "nc_filter"), encoding="utf-8")
    done = run("diff", "needs_core", str(file))
    assert done.exit_code == 1
    assert "retired: true" in done.output
    assert run("diff", "needs_core", "needs_core").exit_code == 0
