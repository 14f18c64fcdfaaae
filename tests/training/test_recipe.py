from pathlib import Path

from digitreader.training.recipe import Recipe, quick, refinement


def test_a_refinement_is_calm_from_the_first_epoch_and_shorter_unless_asked_otherwise() -> None:
    recipe = refinement(start=Path("digits.keras"), epochs=3)
    assert recipe.plain_from == 0
    assert recipe.epochs == 3
    assert recipe.learning_rate < Recipe().learning_rate
    assert refinement().epochs < Recipe().epochs


def test_a_quick_recipe_trains_a_narrower_network_in_short_epochs_unless_asked_otherwise() -> None:
    recipe = quick(seed=3, epochs=2)
    assert (recipe.seed, recipe.epochs) == (3, 2)
    assert recipe.width < Recipe().width
    assert recipe.averaging < Recipe().averaging
    seen = quick().epochs * (quick().mnist_per_epoch or 0)
    assert 2 <= seen / 55_000 <= 4  # times MNIST: more would take longer than three minutes
