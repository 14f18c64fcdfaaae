"""Ctrl+C in the middle of a training run."""

from collections.abc import Iterator
from contextlib import contextmanager

import keras
import pytest


@contextmanager
def interrupted(sequence: type[keras.utils.PyDataset], after: int) -> Iterator[None]:
    """Stop a run at the end of the epoch after so many, and see that it stops."""
    ended, end = 0, sequence.on_epoch_end

    def stop(batches: keras.utils.PyDataset) -> None:
        nonlocal ended
        ended += 1
        end(batches)
        if ended > after + 1:  # Keras ends an epoch once before the first one
            raise KeyboardInterrupt

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sequence, "on_epoch_end", stop)
        with pytest.raises(KeyboardInterrupt):
            yield
