"""The page "Model", run without a browser."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from digitreader.errors import ModelError
from digitreader.modelcard.metrics import Figures, digit_scores, load_figures
from digitreader.ui.model import model_view, model_words, network_words

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def figures() -> Figures:
    return load_figures()


def opened() -> AppTest:
    started = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=60).run()
    found = started.switch_page("pages/model.py").run()
    assert not found.exception
    return found


@pytest.fixture
def app() -> AppTest:
    return opened()


@pytest.fixture(scope="module")
def shown() -> AppTest:
    """The page as it opens, for tests that only look."""
    return opened()


def said(app: AppTest) -> str:
    return " ".join(text.value for text in app.markdown)


def test_the_page_gives_the_cards_figures(shown: AppTest, figures: Figures) -> None:
    values = [metric.value for metric in shown.metric]
    assert values[0] == model_words.share(figures.tiles["mnist_test_accuracy"], 2)
    assert model_words.share(figures.real["photos"]["right"]) in values
    assert model_words.share(figures.real["all"]["silent"]) in values
    for bound in figures.tiles["mnist_test_accuracy_interval"]:
        assert model_words.share(bound, 2) in said(shown)
    assert network_words.mean_error(figures.robustness) in said(shown)


def test_every_chart_has_a_text_with_its_figures_for_those_who_cannot_see_it(shown: AppTest, figures: Figures) -> None:
    texts = [chart.proto.alt for chart in shown.get("vega_lite_chart")]
    assert len(texts) == 7
    assert all(len(text) > 60 for text in texts)
    together = " ".join(texts)
    for name, score in model_words.in_order(figures.real).items():
        assert f"{model_words.share(score['right'])} of {model_words.collection(name, score)}" in together
    for row in figures.robustness:
        assert f"{row['corruption']} {model_words.share(row['error_of_ten'])}" in together


def test_each_digits_precision_and_recall_stand_in_a_table(shown: AppTest, figures: Figures) -> None:
    table = shown.table[-1].value
    scores = digit_scores(figures.confusion)
    assert list(table["Found"]) == [model_words.share(score.recall, 2) for score in scores]
    assert list(table["Trustworthy"]) == [model_words.share(score.precision, 2) for score in scores]


def test_limits_and_licences_are_told(shown: AppTest) -> None:
    assert "Let a person check whatever matters" in said(shown)
    assert "CC BY-SA 3.0" in said(shown)
    assert "Apache-2.0" in said(shown)


def test_what_is_not_measured_yet_is_said_instead_of_shown(monkeypatch: pytest.MonkeyPatch, figures: Figures) -> None:
    bare = Figures(figures.tiles, {})
    monkeypatch.setattr("digitreader.modelcard.metrics.load_figures", lambda: bare)
    started = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=60).run()
    app = started.switch_page("pages/model.py").run()
    assert not app.exception
    assert model_view.NOT_MEASURED in [info.value for info in app.info]
    assert len(app.get("vega_lite_chart")) == 0


def test_missing_figures_are_told_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> Figures:
        raise ModelError("The figures are missing.")

    monkeypatch.setattr("digitreader.modelcard.metrics.load_figures", missing)
    started = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=60).run()
    app = started.switch_page("pages/model.py").run()
    assert [error.value for error in app.error] == ["The figures are missing."]
    assert len(app.metric) == 0
