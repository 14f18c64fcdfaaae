"""Which networks read: the shipped ones, or those that somebody names."""

import hashlib
import os
from pathlib import Path

import numpy as np

from digitreader.decision.fusion import LineRecognizer, load_line_recognizer
from digitreader.errors import ModelError
from digitreader.recognition.classifier import THREADS, Classifier, load_classifier, model_folder, read_measured
from digitreader.recognition.tile import SIDE

VARIABLE = "DIGITREADER_MODEL"  # names a model folder for the app, and for the command line where no --model is given
LINE_READER = ("lines.tflite", "lines.json")


def load_networks(named: Path | None = None, threads: int = THREADS) -> tuple[Classifier, LineRecognizer]:
    """Return the network of tiles and the second opinion.

    Where a folder has no line reader of its own, the shipped one stays the second opinion: it reads lines without
    asking who names the tiles; but confidences were calibrated with the shipped network of tiles.

    Args:
        named: a model folder, as `digitreader export` or `digitreader train` writes it, or a LiteRT file of tiles,
            which is taken as it is, without a card; None: what DIGITREADER_MODEL names, and without that the shipped.
        threads: of each network's interpreter.

    Raises:
        ModelError: what is named is no model, or not the one that was measured; the text says what to do.
    """
    named = _named(named)
    if named is None:
        return load_classifier(threads=threads), load_line_recognizer(threads=threads)
    if named.is_dir():
        return load_classifier(named, threads), load_line_recognizer(_with_lines(named), threads)
    return _from_file(named, threads), load_line_recognizer(_with_lines(named.parent), threads)


def fingerprint(named: Path | None = None) -> str:
    """Return a SHA-256 of what load_networks would load: two that agree read alike.

    Args:
        named: as for load_networks, which is to be asked first whether it is a model at all.
    """
    tiles = _named(named) or model_folder()
    folder = tiles if tiles.is_dir() else tiles.parent
    lines = _with_lines(folder) or model_folder()
    files = [tiles / "digits.tflite" if tiles.is_dir() else tiles, *(lines / name for name in LINE_READER)]
    return hashlib.sha256(b"".join(hashlib.sha256(file.read_bytes()).digest() for file in files)).hexdigest()


def _named(named: Path | None) -> Path | None:
    """Return what was named, or what DIGITREADER_MODEL names."""
    return named or (Path(os.environ[VARIABLE]) if os.environ.get(VARIABLE) else None)


def tiles_model(named: Path | None = None) -> bytes:
    """Return the LiteRT file of the network of tiles, for a look inside it.

    Args:
        named: as load_networks takes it.

    Raises:
        ModelError: there is no such network, or not the one that was measured.
    """
    named = _named(named)
    if named is None or named.is_dir():
        return read_measured(named or model_folder(), "digits.tflite", "card.json", "model")[0]
    try:
        return named.read_bytes()
    except OSError as error:
        raise ModelError(f"{named}: cannot be opened ({error.strerror}). Name a model folder.") from error


def _with_lines(folder: Path) -> Path | None:
    """Return the folder, or None, for the shipped one, where nothing of a line reader is in it."""
    return folder if any((folder / name).exists() for name in LINE_READER) else None


def _from_file(file: Path, threads: int) -> Classifier:
    """Return the network of a LiteRT file, after asking it about two blank tiles."""
    if file.suffix == ".keras":
        raise ModelError(
            f"{file}: a Keras file is what is trained, not what serves. Make a model folder of it with "
            f"`digitreader export {file} --out FOLDER` and name that folder."
        )
    try:
        classifier = Classifier(file.read_bytes(), threads)
        classifier(np.zeros((2, SIDE, SIDE), np.float32))
    except OSError as error:
        raise ModelError(f"{file}: cannot be opened ({error.strerror}). Name a model folder.") from error
    except (ModelError, ValueError, RuntimeError) as error:
        raise ModelError(
            f"{file}: {str(error).rstrip('.')}. Name a model folder, or a .tflite file of tiles."
        ) from error
    return classifier
