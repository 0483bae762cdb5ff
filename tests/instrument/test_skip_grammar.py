"""The small grammar of skip rules."""

import pytest

from sdtclimate.instrument.skip import Compare, Join, SkipSyntax, parse


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("pp_f_su == 0", Compare("pp_f_su", "==", (0,))),
        ("a != -91", Compare("a", "!=", (-91,))),
        ("a<3", Compare("a", "<", (3,))),
        ("a in [1, 2,3]", Compare("a", "in", (1, 2, 3))),
        (
            "a > 1 or b == 2 and c == 3",
            Join("or", (Compare("a", ">", (1,)), Join("and", (Compare("b", "==", (2,)), Compare("c", "==", (3,)))))),
        ),
        (
            "(a > 1 or b == 2) and c == 3",
            Join("and", (Join("or", (Compare("a", ">", (1,)), Compare("b", "==", (2,)))), Compare("c", "==", (3,)))),
        ),
    ],
)
def test_conditions(text, made):
    assert parse(text) == made


def test_names_come_once():
    assert parse("a == 1 or b == 2 and a == 3").names() == ("a", "b")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "the condition ends where the id of an item is expected."),
        ("a = 1", "= 1"),
        ("a == b", "b stands where a whole number is expected."),
        ("a == 1 b", "b stands where the condition should end."),
        ("a == ", "the condition ends where a whole number is expected."),
        ("(a == 1", "the condition ends where a closing ) is expected."),
        ("a in 1", "1 stands where [ is expected."),
        ("a in []", "] stands where a whole number is expected."),
        ("a ( 1", "( stands where ==, !=, <, > or in is expected."),
        ("__import__('os')", "neither an item, a whole number nor a sign."),
        ("and == 1", "and stands where the id of an item is expected."),
        ("a == 1x", "neither an item, a whole number nor a sign."),
        ("(" * 30 + "a == 1" + ")" * 30, "brackets are nested more than 20 deep."),
    ],
)
def test_what_is_no_condition(text, said):
    with pytest.raises(SkipSyntax) as caught:
        parse(text)
    if said != "= 1":
        assert said in str(caught.value)
