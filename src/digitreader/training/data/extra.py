"""Load your own data beside MNIST: an NPZ file, a folder of pictures, IDX files, an archive of corrections."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from digitreader.errors import DataError
from digitreader.recognition.classifier import NOT_A_DIGIT
from digitreader.training.data.archive import read_npz, reason
from digitreader.training.data.class_folder import read_class_folder
from digitreader.training.data.corrections import read_corrections
from digitreader.training.data.dataset import Dataset
from digitreader.training.data.idx import looks_like_idx, read_idx
from digitreader.training.data.single_characters import as_dataset

LOOKALIKES = frozenset("BCDGIOQSZbcgiloqsyz") | {"slash"}  # alone, people read these as digits too
SIGNS = "letters", "symbols", "names"  # arrays that name what the pictures show
LEFT_OUT = NOT_A_DIGIT + 1  # class of look-alikes, dropped before training
ZIP = b"PK"
KINDS = (
    "Name an NPZ file, a folder of pictures by class, the pictures in MNIST's own format (train-images-idx3-ubyte, "
    "plain or .gz) or a ZIP archive of corrections."
)


def load_extra(path: Path) -> Dataset:
    """Load tiles from any supported kind of file.

    Args:
        path: one of
            - an NPZ file with `images` and one of `labels`, `letters`, `symbols` and `names`, see read_signs;
            - a folder with PNG or JPG pictures in folders 0 to 9 and none, see read_class_folder;
            - an IDX file of pictures, its labels file beside it, see read_idx;
            - a ZIP archive of corrections, see read_corrections.

    Raises:
        DataError: it is missing, broken, empty or of an unknown kind; the message names the file.
    """
    if path.is_dir():
        return read_class_folder(path)
    try:
        with path.open("rb") as file:
            start = file.read(4)
    except OSError as error:
        raise DataError(f"{path}: cannot be opened ({reason(error)}). Check its name and folder.") from error
    if path.suffix.lower() == ".npz":
        return read_signs(path)
    if start.startswith(ZIP) or path.suffix.lower() == ".zip":
        return read_corrections(path)
    if looks_like_idx(start):
        return read_idx(path)
    raise DataError(f"{path}: is {'of no known kind' if start else 'empty'}. {KINDS}")


def read_signs(path: Path) -> Dataset:
    """Load an NPZ file of pictures of single characters.

    Args:
        path: an NPZ with `images` uint8 (n, H, W) and one of `labels` (0 to 9, or 10 for "not one digit"), `letters`
            or `symbols`. Letters and symbols become "not one digit"; those that look like digits are left
            out.

    Raises:
        DataError: the file is missing, has none of these arrays, or no usable picture.
    """
    arrays = read_npz(path, ("images",), ("labels", *SIGNS))
    images = arrays.pop("images")
    if images.ndim != 3 or images.dtype != np.uint8 or 0 in images.shape[1:]:
        raise DataError(f"{path}: images must be uint8 (n, H, W), not {images.dtype} {images.shape}")
    if not arrays:
        raise DataError(f"{path}: has none of the arrays labels, letters, symbols and names")
    name, signs = next(iter(arrays.items()))
    if signs.shape != images.shape[:1]:
        raise DataError(f"{path}: {len(images)} images came with {name} of shape {signs.shape}")
    labels = _labels(path, signs) if name == "labels" else _no_digits(signs)
    known = np.flatnonzero(labels != LEFT_OUT)
    if not known.size:
        raise DataError(f"{path}: holds no sign to train on or to measure with")
    return as_dataset(images[known].view(np.uint8), labels[known])


def _labels(path: Path, labels: NDArray[np.generic]) -> NDArray[np.integer]:
    """Check that labels are classes."""
    if not np.issubdtype(labels.dtype, np.integer):
        raise DataError(f"{path}: labels must be whole numbers, not {labels.dtype}; save labels.astype(int)")
    whole = np.asarray(labels, np.int64)
    if whole.size and not 0 <= whole.min() <= whole.max() <= NOT_A_DIGIT:
        raise DataError(f"{path}: labels go from 0 to {NOT_A_DIGIT}, but {whole.min()} to {whole.max()} are there")
    return whole


def _no_digits(signs: NDArray[np.generic]) -> NDArray[np.integer]:
    """Map names of letters or symbols to classes."""
    return np.array([LEFT_OUT if str(sign) in LOOKALIKES else NOT_A_DIGIT for sign in signs])
