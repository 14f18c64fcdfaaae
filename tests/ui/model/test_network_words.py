"""The sentences on the networks of the page "Model"."""

from digitreader.ui.model import network_words
from digitreader.ui.words import NO_BREAK


def plain(text: str) -> str:
    return text.replace(NO_BREAK, " ")


def test_accuracy_comes_with_its_interval() -> None:
    card = {"mnist_test_accuracy": 0.9963, "mnist_test_accuracy_interval": [0.9949, 0.9973]}
    said = plain(network_words.accuracy(card, 10_000))
    assert "Shown 10,000 handwritten digits" in said
    assert "**99.63 %**" in said
    assert "between 99.49 % and 99.73 %" in said


def test_confusions_are_told_in_words() -> None:
    counts = [[0] * 11 for _ in range(10)]
    counts[9][9], counts[9][4], counts[4][10] = 94, 5, 1
    said = network_words.mistakes(counts)
    assert said == (
        "6 of 100 test digits were taken for something else. Most often: a 9 for a 4 (5 times) and a 4 for "
        '"not one digit" (1 time).'
    )
    assert network_words.taken_for(counts, 9) == "4 (5)"
    assert network_words.taken_for(counts, 4) == "none (1)"
    assert network_words.taken_for(counts, 0) == "nothing else"


def test_means_are_kept_apart_from_single_corruptions() -> None:
    rows = [
        {"corruption": "none", "error_of_ten": 0.01},
        {"corruption": "fog", "error_of_ten": 0.5},
        {"corruption": "mean of all 1", "error_of_ten": 0.5},
    ]
    single, means = network_words.split_means(rows)
    assert [row["corruption"] for row in single] == ["none", "fog"]
    assert [row["corruption"] for row in means] == ["mean of all 1"]
    assert plain(network_words.mean_error(rows)) == "The mean of all 1 is 50.0 %."


def test_a_refined_network_tells_both_of_its_trainings() -> None:
    history = [{"val_accuracy": 0.98}, {"val_accuracy": 0.99}]
    first = {"epochs": 2, "best_epoch": 2, "started_from": "nothing"}
    refined = {"epochs": 5, "best_epoch": 4, "started_from": "digits.keras", "kept_of_start": 0.3}
    assert network_words.last_epoch(first, history).startswith(
        f"2 epochs, of which number 2 was kept; at best 1.00{NO_BREAK}%"
    )
    told = network_words.last_epoch(refined, history)
    assert told.startswith(f"2 epochs from scratch; at best 1.00{NO_BREAK}%")
    assert "the last time by 5 epochs" in told
    assert f"30{NO_BREAK}% of the network before" in told
    assert "number 4 was the best" in told


def test_several_seeds_are_told_in_a_sentence() -> None:
    runs = [{"accuracy": 0.9968}, {"accuracy": 0.997}, {"accuracy": 0.9975}]
    found = {"runs": runs, "mean": 0.9971, "together": {"accuracy": 0.9979, "interval": [0.9968, 0.9986]}}
    said = plain(network_words.seeds(found))
    assert "Trained 3 times" in said
    assert (
        "99.68 %, 99.70 % and 99.75 % right, 99.71 % on average; together they name 99.79 % right (99.68 % to 99.86 %)."
        in said
    )
