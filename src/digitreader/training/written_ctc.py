"""CTC for strips some of which are labelled with their signs, and some with their digits alone.

Source: Graves, Fernandez, Gomez & Schmidhuber 2006, doi:10.1145/1143844.1143891.
"""

from typing import Any

import keras
from keras import ops

from digitreader.recognition.line_reader import SYMBOLS

NEVER = -1e4  # a logit


class WrittenCTC(keras.losses.Loss):  # type: ignore[misc]
    """CTC's loss; where signs are not labelled, they and gaps count as blank.

    y_true: int32 (n, 1 + longest): 1 where the signs are labelled, then the symbols of the text, 0 after its end.
    y_pred: logits (n, timesteps, symbols).
    """

    def call(self, y_true: Any, y_pred: Any) -> Any:
        """Give the loss of each strip."""
        signed, labels = y_true[:, :1, None] > 0, y_true[:, 1:]
        signs = y_pred[..., SYMBOLS:]
        blank = ops.logsumexp(ops.concatenate([y_pred[..., :1], signs], axis=-1), axis=-1, keepdims=True)
        digits = ops.concatenate([blank, y_pred[..., 1:SYMBOLS], ops.full_like(signs, NEVER)], axis=-1)
        return _ctc(labels, ops.where(signed, y_pred, digits))


def _ctc(labels: Any, logits: Any) -> Any:
    """CTC's loss of each strip; TensorFlow's own kernel for sparse labels takes two thirds of the time."""
    if keras.backend.backend() == "tensorflow":
        return _sparse_ctc(labels, logits)
    lengths = ops.sum(ops.cast(labels != 0, "int32"), axis=-1)
    return ops.ctc_loss(labels, logits, lengths, ops.full_like(lengths, logits.shape[1]), mask_index=0)


def _sparse_ctc(labels: Any, logits: Any) -> Any:
    """The same by TensorFlow's kernel, which wants every strip to say something: those that do not get a 0."""
    import tensorflow as tf

    labels = tf.cast(labels, tf.int32)
    says = tf.reduce_any(labels != 0, axis=1)
    first = tf.one_hot(0, tf.shape(labels)[1], dtype=tf.int32)
    some = tf.sparse.from_dense(tf.where(says[:, None], labels, first[None]))
    steps = tf.fill([tf.shape(labels)[0]], tf.shape(logits)[1])
    loss = tf.nn.ctc_loss(some, tf.transpose(logits, (1, 0, 2)), None, steps, blank_index=0)
    return tf.where(says, loss, -tf.reduce_sum(tf.nn.log_softmax(logits)[..., 0], axis=1))
