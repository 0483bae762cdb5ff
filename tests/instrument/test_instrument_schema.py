"""The published JSON Schema is fresh, valid, and says what the loader says."""

import json
from importlib.resources import files

import jsonschema
import pytest

from sdtclimate.instrument.catalog import shipped_ids, shipped_text
from sdtclimate.instrument.nodes import read_source
from sdtclimate.instrument.schema import json_schema

PUBLISHED = files("sdtclimate.instrument").joinpath("instrument.schema.json").read_text(encoding="utf-8")
VALIDATOR = jsonschema.Draft202012Validator(json.loads(PUBLISHED))


def data_of(text):
    """Return a file as an editor sees it: keys are words."""
    return json.loads(json.dumps(read_source(text, "t.yaml").data))


def test_published_schema_is_fresh():
    # After a change of the models write it anew: python -m sdtclimate.instrument.schema
    assert json_schema() == PUBLISHED


def test_schema_is_valid():
    jsonschema.Draft202012Validator.check_schema(json.loads(PUBLISHED))


@pytest.mark.parametrize("name", shipped_ids())
def test_schema_accepts_what_is_shipped(name):
    assert list(VALIDATOR.iter_errors(data_of(shipped_text(name)))) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("status: draft", "statsu: draft"),
        ("status: draft", "status: drft"),
        ("id: nc_cs1", "id: NC-cs1"),
        ("comparability: proxy", "comparability: prox"),
        ("informant: psw", "informant: pws"),
        ("scale: agree5", "scale: agree5\n    required: true"),
        ("title: {en:", "title: {English:"),
    ],
)
def test_schema_refuses_what_the_loader_refuses(old, new):
    text = shipped_text("needs_core").decode()
    assert old in text
    assert list(VALIDATOR.iter_errors(data_of(text.replace(old, new, 1))))
