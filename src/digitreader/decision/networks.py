"""Which networks read: the shipped ones, or those that somebody names."""

import hashlib
import os
import threading
from pathlib import Path

import numpy as np

from digitreader.decision.line_recognizer import LineRecognizer, load_line_recognizer
from digitreader.errors import ModelError
from digitreader.recognition.classifier import Classifier, Classify, load_classifier
from digitreader.recognition.model_files import model_folder, read_measured
from digitreader.recognition.tile import SIDE
from digitreader.settings.recognition import NetworkSettings

VARIABLE = "DIGITREADER_MODEL"  # names a model folder for the app, and for the command line where no --model is given
LINE_READER = ("lines.tflite", "lines.json")

_loaded: dict[str, tuple[Classify, LineRecognizer]] = {}  # by what DIGITREADER_MODEL named then
_loading = threading.Lock()


def default_networks() -> tuple[Classify, LineRecognizer]:
    """Get the networks that DIGITREADER_MODEL names, or the shipped ones; loaded once, and threads may share them.

    Raises:
        ModelError: a network's files are missing or are not the ones that were measured.
    """
    named = os.environ.get(VARIABLE, "")
    with _loading:
        if named not in _loaded:
            _loaded[named] = load_networks()
        return _loaded[named]


def load_networks(
    named: Path | None = None, threads: int = NetworkSettings.threads
) -> tuple[Classifier, LineRecognizer]:
    """Load the classifier and the line recognizer.

    A folder without a line reader of its own gets the shipped one. It does not depend on the classifier; but
    confidences were calibrated with the shipped classifier.

    Args:
        named: a model folder, as `digitreader export` or `digitreader train` writes it, or a classifier's LiteRT file,
            which needs no card; None: what DIGITREADER_MODEL names, and without that the shipped model.
        threads: of each network's interpreter.

    Raises:
        ModelError: what is named is no model, or not the one that was measured.
    """
    named = _named(named)
    if named is None:
        return load_classifier(threads=threads), load_line_recognizer(threads=threads)
    if named.is_dir():
        return load_classifier(named, threads), load_line_recognizer(_with_lines(named), threads)
    return _from_file(named, threads), load_line_recognizer(_with_lines(named.parent), threads)


def fingerprint(named: Path | None = None) -> str:
    """Hash what load_networks would load: two networks with the same SHA-256 read alike.

    Args:
        named: as for load_networks; what that refuses has no fingerprint.
    """
    tiles = _named(named) or model_folder()
    folder = tiles if tiles.is_dir() else tiles.parent
    lines = _with_lines(folder) or model_folder()
    files = [tiles / "digits.tflite" if tiles.is_dir() else tiles, *(lines / name for name in LINE_READER)]
    return hashlib.sha256(b"".join(hashlib.sha256(file.read_bytes()).digest() for file in files)).hexdigest()


def _named(named: Path | None) -> Path | None:
    """What was named, or what DIGITREADER_MODEL names."""
    return named or (Path(os.environ[VARIABLE]) if os.environ.get(VARIABLE) else None)


def folder_of(named: Path | None = None) -> Path:
    """The model folder that load_networks would load; named: as there.

    Raises:
        ModelError: a file was named, not a folder.
    """
    folder = _named(named) or model_folder()
    if not folder.is_dir():
        raise ModelError(f"{folder}: is no model folder. Name a folder, as export and train write it.")
    return folder


def tiles_model(named: Path | None = None) -> bytes:
    """Read the classifier's LiteRT file, for FeatureMaps.

    Args:
        named: as for load_networks.

    Raises:
        ModelError: there is no such network, or it is not the one that was measured.
    """
    named = _named(named)
    if named is None or named.is_dir():
        return read_measured(named or model_folder(), "digits.tflite", "card.json", "model")[0]
    try:
        return named.read_bytes()
    except OSError as error:
        raise ModelError(f"{named}: cannot be opened ({error.strerror}). Name a model folder.") from error


def _with_lines(folder: Path) -> Path | None:
    """The folder if anything of a line reader is in it, else None, for the shipped one."""
    return folder if any((folder / name).exists() for name in LINE_READER) else None


def _from_file(file: Path, threads: int) -> Classifier:
    """Load the classifier of a LiteRT file, and try it on two blank tiles."""
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
