"""What the pages say: the answer first, notices where they belong, hidden numbers nowhere."""

from __future__ import annotations

import re
from dataclasses import replace

import pandas as pd
import pytest

import pages
from factories import make_instrument, make_responses
from sdtclimate.analysis.compare_groups import compare_groups
from sdtclimate.analysis.compare_roles import compare_roles
from sdtclimate.analysis.describe_scores import describe_scores
from sdtclimate.analysis.reliability import reliability
from sdtclimate.release.gate import protect
from sdtclimate.reports.document import Block, Bullets, Chapter, Document, Facts, FigureBlock, Paragraph, TableBlock
from sdtclimate.reports.facts import InstrumentFacts, ReportFacts, RoleFacts
from sdtclimate.reports.guards import fired
from sdtclimate.reports.kinds.full import CHAPTERS
from sdtclimate.reports.material import Material
from sdtclimate.reports.report import report
from sdtclimate.results.describe_scores import DescribeScoresResult
from sdtclimate.results.dimensionality import DimensionalityResult
from sdtclimate.results.group_comparison import GroupComparisonResult
from sdtclimate.results.labels import Labels
from sdtclimate.results.note import Note
from sdtclimate.results.result import Result
from sdtclimate.rules.notices import NOTICES


def made(*results: Result, **changes: object) -> Document:
    return report(protect(*(results or pages.make_all().values())), facts=pages.make_facts(**changes))


def chapter(document: Document, name: str) -> Chapter:
    return next(found for found in document.chapters if found.id == name)


def text_of(blocks: list[Block] | tuple[Block, ...]) -> str:
    said: list[str] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            said.append(block.text)
        elif isinstance(block, Bullets):
            said += block.lines
        elif isinstance(block, Facts):
            said += [f"{name}: {value}" for name, value in block.pairs]
        elif isinstance(block, TableBlock):
            said.append(block.table.to_text())
        elif isinstance(block, FigureBlock):
            said += [block.chart.alt, block.caption]
    return "\n".join(said)


def all_text(document: Document) -> str:
    return "\n".join(f"{found.title}\n{text_of(tuple(found.blocks))}" for found in document.chapters)


def notices(document: Document) -> set[str]:
    return {note.id for note in document.notes}


def test_the_first_page_holds_what_it_must() -> None:
    first = made().chapters[0]
    text = text_of(tuple(first.blocks))
    assert NOTICES["N1"].template in text
    assert "13 of 15 PSWs (87\u00a0%) and 29 of 44 staff (66\u00a0%) answered, from 3 sites." in text
    assert "Coproduction: none recorded" in text
    assert "Tiny (tiny) version 0.1.0, hash abababababab" in text
    assert "Who keeps the forms: Evaluation office" in text
    leads = [block.text for block in first.blocks if isinstance(block, Paragraph) and block.role == "lead"]
    assert len(leads) == 3
    assert leads[0] == (
        "Staff see the service rosier than PSWs on appreciation and respect "
        "(Appreciation and respect +0.40 [+0.22, +0.58])."
    )
    figures = [block for block in first.blocks if isinstance(block, FigureBlock)]
    assert [figure.chart.name for figure in figures] == ["gap"]


def test_chapters_stand_in_their_order() -> None:
    ids = [found.id for found in made().chapters]
    assert ids == ["summary", "who", "said", "support", "views", "consistency", "structure", "how", "lists"]
    assert set(ids) < set(CHAPTERS)


def test_somebody_elses_questionnaire_has_n2_in_place_of_n1() -> None:
    theirs = InstrumentFacts("bangs", "Basic needs in games", "1.0", "ef" * 32, "third_party", False, "published")
    document = made(instruments=(theirs,))
    assert "N2" in notices(document)
    assert "N1" not in notices(document)
    assert "This report uses Basic needs in games, version 1.0." in all_text(document)


def test_notices_stand_where_they_belong() -> None:
    document = made()
    assert notices(document) == {"N1", "N3", "N4", "N5", "N6", "N9"}
    assert "N5" in {b.id for b in chapter(document, "views").blocks if isinstance(b, Paragraph)}
    assert "N9" in {b.id for b in chapter(document, "consistency").blocks if isinstance(b, Paragraph)}


def test_untested_structure_folds_to_its_reason() -> None:
    refused = DimensionalityResult(
        pages.make_structure(n=60).shown().drop(columns="suppressed").head(1).assign(n=60, estimate=float("nan")),
        status="not_estimable",
        reason="G3: n = 60: structure cannot be tested",
        provenance=pages.PROVENANCE,
    )
    document = made(pages.make_scores(), refused)
    folded = chapter(document, "structure")
    assert folded.folded
    assert "Structure was not tested: 60 people are too few." in text_of(tuple(folded.blocks))
    assert "Structure (PSWs, Tiny): G3: n = 60: structure cannot be tested." in text_of(
        tuple(chapter(document, "lists").blocks)
    )


def test_every_table_says_n_and_who_was_left_out() -> None:
    for found in ("said", "support", "consistency"):
        tables = [b.table for b in chapter(made(), found).blocks if isinstance(b, TableBlock) and not b.folded]
        assert tables
        for table in tables:
            names = [column.name for column in table.columns]
            assert "n" in names
            assert "left out" in names


def test_hidden_numbers_are_nowhere_on_the_page() -> None:
    sizes = {"psw": 4, "staff": 40}
    scores = pages.make_scores({("sc_ap", "psw"): 3.217, ("sc_ap", "staff"): 3.412}, sizes=sizes)
    document = made(scores, pages.make_gap({"sc_ap": (3.217, 3.412, 1)}, sizes=sizes), pages.make_items(sizes=sizes))
    text = document.render("html").decode("utf-8")
    visible = re.sub(r"base64,[A-Za-z0-9+/=]+", "", text)
    for number in ("3.217", "3.22", "3.2 ", "0.195", "+0.2"):
        assert number not in visible
    assert "hidden" in visible
    assert "3.41" in visible


def test_small_roles_are_told_as_a_band() -> None:
    roles = (RoleFacts("psw", "PSWs", 15, 13, 13), RoleFacts("director", "directors", 4, 3, 2))
    text = all_text(made(roles=roles))
    assert "fewer than 5 directors" in text
    assert "3 of 4" not in text
    assert "(75" not in text


def test_reasons_of_few_rows_are_joined() -> None:
    text = text_of(tuple(chapter(made(), "who").blocks))
    assert "rare reasons 3" in text
    assert "no consent" not in text


def test_without_roles_nobody_speaks_of_them() -> None:
    frame = pd.DataFrame(
        [
            pages.row(
                scale="tl_a", statistic="mean", variant="", n_dropped=1, estimate=3.2, ci_low=3.0, ci_high=3.4, n=60
            ),
            pages.row(
                scale="tl_b", statistic="mean", variant="", n_dropped=1, estimate=2.8, ci_low=2.6, ci_high=3.0, n=60
            ),
        ]
    )
    cells = tuple(pages.Cell("mean", (pages.people("", 60),), 1, 5) for _ in range(2))
    theirs = InstrumentFacts("team_learning", "Team learning", "0.1", "aa" * 32, "original", False, "draft")
    facts = ReportFacts(
        title="Team learning",
        instruments=(theirs,),
        roles=(RoleFacts("", "", None, 60, 59),),
        scale_titles={"tl_a": "Asking", "tl_b": "Trying"},
    )
    document = report(protect(DescribeScoresResult(frame, cells, provenance=pages.PROVENANCE)), facts=facts)
    page = re.sub(r"base64,[A-Za-z0-9+/=]+|<style>.*?</style>", "", document.render("html").decode("utf-8"), flags=re.S)
    assert not re.findall(r"(?i)psw|peer|staff|disclos", page)
    assert "What respondents said" in page
    assert "60 respondents answered." in page
    assert [found.id for found in document.chapters] == ["summary", "who", "said", "how", "lists"]


def test_sites_stand_in_the_order_of_the_alphabet_and_hidden_ones_are_named() -> None:
    by_site = pages.make_scores(
        {("sc_ap", "psw"): 3.4, ("sc_ap", "staff"): 3.5},
        sites={("psw", "south"): 12, ("psw", "centre"): 14, ("psw", "north"): 3, ("psw", "west"): 31},
    )
    document = made(pages.make_scores(), by_site)
    sites = chapter(document, "sites")
    text = text_of(tuple(sites.blocks))
    tables = [block.table for block in sites.blocks if isinstance(block, TableBlock)]
    assert [row[0] for row in tables[0].rows] == ["centre", "north", "south", "west", "all sites"]
    assert "Nothing is shown of" in text
    assert "north" in text
    assert "N8" in notices(document)
    assert not re.search(r"\b3 people\b", text)


def test_facts_may_be_left_out() -> None:
    document = report(protect(pages.make_reliability(), pages.make_gap()))
    assert document.title == "Report on tiny"
    assert "N2" in notices(document)
    assert document.render("html")


def test_the_title_can_be_given() -> None:
    assert report(protect(pages.make_gap()), title="Ours", facts=pages.make_facts()).title == "Ours"


def test_results_of_the_document_are_those_of_the_file() -> None:
    document = made()
    assert document.results["schema"]
    assert set(document.results["results"]) == {  # type: ignore[call-overload]
        "gap",
        "describe_scores",
        "describe_items",
        "reliability",
        "dimensionality",
        "dimensionality_2",
    }


SIZES = [{"psw": 60, "staff": 110}, {"psw": 10, "staff": 12}, {"psw": 7, "staff": 8}, {"psw": 3, "staff": 4}]


@pytest.mark.parametrize("sizes", SIZES)
def test_every_size_of_sample_makes_a_report(sizes: dict[str, int]) -> None:
    document = made(*pages.make_all(sizes).values())
    text = all_text(document)
    assert "nan" not in text.lower().split()
    assert document.render("html")


def countries() -> tuple[Result, Result]:
    """Return means of three countries under their total, and how they differ from the first."""
    sizes = {"": 120, "Chile": 40, "Ghana": 45, "Nepal": 35}
    means, cells, compared, more = [], [], [], []
    for country, n in sizes.items():
        side = pages.people("", n, site=country)
        value = 3.0 + n / 100
        means.append(
            pages.row(scale="sc_ap", country=country, statistic="mean", variant="", n_dropped=0, estimate=value, n=n)
        )
        cells.append(pages.Cell("mean", (side,), 1, 5, family="country" if country else ""))
        if country:
            for statistic, number in (("mean", value), ("difference", value - 3.4), ("hedges_g", 0.2)):
                variant = "" if statistic == "mean" else "Chile"
                compared.append(
                    pages.row(
                        scale="sc_ap", country=country, statistic=statistic, variant=variant, estimate=number, n=n
                    )
                )
                more.append(pages.Cell("mean" if statistic == "mean" else "test", (side,), 1, 5))
    scores = DescribeScoresResult(pd.DataFrame(means), tuple(cells), by=("country",), provenance=pages.PROVENANCE)
    groups = GroupComparisonResult(pd.DataFrame(compared), tuple(more), by=("country",), provenance=pages.PROVENANCE)
    return scores, groups


def test_groups_have_a_chapter_and_the_others_tell_of_all_together() -> None:
    document = made(*countries(), roles=(RoleFacts("", "", None, 120, 120),))
    groups = text_of(tuple(chapter(document, "groups").blocks))
    assert chapter(document, "groups").title == "By country"
    assert all(country in groups for country in ("Chile", "Ghana", "Nepal"))
    assert "Difference from the reference (Chile)" in groups
    said = text_of(tuple(chapter(document, "said").blocks))
    assert "Ghana" not in said
    assert "4.2" in said


def test_results_that_have_not_passed_the_gate_pass_it_together() -> None:
    raw = [pages.make_reliability(), pages.make_gap()]
    by_itself, by_hand = report(raw), report(protect(*raw))
    assert by_itself.results == by_hand.results
    assert by_itself.render("html") == by_hand.render("html")
    assert not any(result.released for result in raw)


def test_a_report_of_results_alone_says_what_they_know() -> None:
    answers = make_responses(sites=["north", "south"] * 25)
    found = [reliability(answers, by="role"), compare_roles(answers)]
    document = report(found)
    first = text_of(tuple(document.chapters[0].blocks))
    assert document.title == "Tiny"
    assert {"N1", "N4"} <= notices(document)
    assert "With a score: 20\u00a0PSWs, 30\u00a0staff" in first
    assert "Questionnaire: Tiny (tiny) version 0.1.0, hash 000000000000" in first
    assert "Coproduction: not stated" in first
    assert "AA" in all_text(document)


def test_a_foreign_questionnaire_keeps_its_status() -> None:
    theirs = replace(make_instrument(), status="validated", licence={"kind": "third_party"}, hash="2" * 64)
    document = report([reliability(make_responses(theirs), by="role")])
    assert "N2" in notices(document)
    assert "N1" not in notices(document)
    assert "describe its status as: validated" in text_of(tuple(document.chapters[0].blocks))


def test_scales_without_names_are_told_beside_those_with() -> None:
    named = reliability(make_responses(), by="role")
    bare = describe_scores(make_responses(make_instrument({"cc": ["c1", "c2", "c3", "c4"]})), by="role")
    text = all_text(report([named, replace(bare, labels=Labels())]))
    assert "cc" in text


def test_sentences_speak_of_all_people_and_never_of_groups_mixed() -> None:
    answers = make_responses(roles=("psw",) * 120)
    people = answers.people.assign(country=["A", "B", "C"] * 40)
    answers = replace(answers, people=people)
    found = [
        describe_scores(answers, by="country"),
        reliability(answers, by="country"),
        compare_groups(answers, by="country"),
    ]
    first = text_of(tuple(report(found).chapters[0].blocks))
    assert "the 2 means lie between" in first
    assert "(2 scales)." in first
    assert "scales and groups" not in first


def test_reliability_of_roles_is_told_role_by_role() -> None:
    text = text_of(tuple(report([reliability(make_responses(), by="role")]).chapters[0].blocks))
    assert re.search(r"\(2 scales\) for PSWs and (between|at) .* \(2 scales\) for staff\.", text)


def test_each_guardrail_stands_once_with_those_it_is_about() -> None:
    gap = replace(
        pages.make_gap(),
        notes=(
            Note("G2", "{who}: n = {n}: intervals are wide.", {"who": "PSWs", "n": 13}),
            Note("G2", "{who}: n = {n}: intervals are wide.", {"who": "staff", "n": 20}),
            Note("G2", "{who}: n = {n}: intervals are wide.", {"who": "staff", "n": 29}),
        ),
    )
    alone = replace(
        pages.make_structure(), notes=(Note("G3", "G3: Structure cannot be tested at n = {n}; so.", {"n": 60}),)
    )
    found = fired(Material(protect(gap, alone), pages.make_facts(guardrails=())))
    assert [line[:2] for line in found] == ["G2", "G3"]
    assert found[0].endswith("no factor analysis: PSWs (n\u00a0=\u00a013), staff (n\u00a0=\u00a020\u00a0to\u00a029).")
    assert found[1].endswith("follows the theory: structure of PSWs (n\u00a0=\u00a060).")
