"""A reader that learns a person's hands: from labelled lines to a model folder, or to none where that is no better."""

import hashlib
import json
import shutil
from pathlib import Path

from digitreader.atomic_write import write_atomically
from digitreader.decision.networks import load_networks
from digitreader.errors import ModelError, NotBetter, SetupError
from digitreader.settings import Settings
from digitreader.training.adapt_fit import AdaptRecipe, best_mean, fit
from digitreader.training.adapt_lines import Lines, Say, gather_lines
from digitreader.training.adapted_model import copy_tiles, facts, finish, move, told
from digitreader.training.held_back import HeldScore, judge, score
from digitreader.training.line_card import save_line_reader
from digitreader.training.litert import converts
from digitreader.training.mixed_strips import MadeStrips
from digitreader.training.synthesis.glyph_bank import glyph_banks

CHECKPOINT, RUN, MODEL = "checkpoint-adapt", "run.json", "model"  # in the output folder; in there; the finished model
CALIBRATION = 0.25  # of the synthetic photos that the shipped networks are calibrated on; the other hands are real


def adapt(
    corrections: Path,
    out: Path,
    start: Path,
    data: Path | None = None,
    recipe: AdaptRecipe | None = None,
    say: Say = print,
) -> tuple[HeldScore, HeldScore]:
    """Train a line reader on with labelled lines, or go on where that was interrupted, and write a model folder.

    Args:
        corrections: what read_line_labels takes.
        out: the folder to write; it may be start itself.
        start: a model folder with lines.keras, to begin with.
        data: an NPZ of MNIST, as load_mnist takes it.
        recipe: how to train.
        say: is told how far it is.

    Returns:
        How the held-back lines were read before and after.

    Raises:
        NotBetter: they are read no better than before; nothing was written.
        DataError: the lines or MNIST cannot be used.
        ModelError: start holds no line reader to train on.
        SetupError: Keras does not run on TensorFlow.
    """
    recipe, settings = recipe or AdaptRecipe(), Settings()
    if not converts():
        raise SetupError("Adapting needs Keras with TensorFlow: pip install tensorflow, and unset KERAS_BACKEND.")
    if not (start / "lines.keras").exists():
        raise ModelError(
            f"{start}: holds no lines.keras to train on. Leave --model out, or name a folder that has one."
        )
    classifier, recognizer = load_networks(start)
    lines = gather_lines(corrections, recognizer.read_strip, settings, say)
    before = score(lines.held, classifier, recognizer, settings)
    say(f"before: {before}")
    work = _work_folder(out, lines, start, recipe)
    train, held_digits = glyph_banks(data, ())
    made = MadeStrips(train, recipe.made, recipe.seed, recognizer.read_strip)
    old, new = fit(start / "lines.keras", lines.strips, made, recipe, work, say)
    network, kept = best_mean(old, new, lines.held_strips, recipe)
    say("measuring what was learnt ...")
    model = work / MODEL
    copy_tiles(start, model)
    card = save_line_reader(
        network, held_digits, classifier, model, facts(start, recipe, kept), CALIBRATION,
        judge(lines.held, classifier, settings),
    )  # fmt: skip
    after = score(lines.held, *load_networks(model), settings)
    say(f"after:  {after}")
    if not after.better_than(before):
        shutil.rmtree(work)
        raise NotBetter(
            f"The {after.lines} lines that were held back are read no better than before ({before.right} right before, "
            f"{after.right} after), so nothing was written. Correct more lines, of more pages, and try again."
        )
    finish(model, card, told(lines, before, after))
    move(model, out)
    shutil.rmtree(work)
    return before, after


def _work_folder(out: Path, lines: Lines, start: Path, recipe: AdaptRecipe) -> Path:
    """The folder of the run, emptied if the run that was interrupted there was another."""
    pictures = (*lines.learnt, *lines.held)
    seen = [(picture.name, picture.text, hashlib.sha256(picture.data).hexdigest()) for picture in pictures]
    network = hashlib.sha256((start / "lines.keras").read_bytes()).hexdigest()
    run, work = json.dumps([seen, network, repr(recipe)]), out / CHECKPOINT
    if not (work / RUN).exists() or (work / RUN).read_text() != run:
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir(parents=True)
        write_atomically(work / RUN, run)
    return work
