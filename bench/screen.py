"""Rebuild what a browser would show of the app from the server's messages."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

DONE = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)

Place = tuple[int, ...]


@dataclass(frozen=True)
class Shown:
    """An element on the page. run: the script run that sent it. fragment: the part of the page it belongs to."""

    element: Element
    run: str
    fragment: str


@dataclass
class Screen:
    """The page as it is now.

    shown: its elements by place. run, fragments: the current script run, and the parts of the page that it redraws, or
    none if it redraws everything. runs: how many finished successfully.
    """

    shown: dict[Place, Shown] = field(default_factory=dict)
    run: str = ""
    fragments: tuple[str, ...] = ()
    runs: int = 0

    def follow(self, message: ForwardMsg) -> None:
        """Apply a message."""
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self.run, self.fragments = message.metadata.run.script_run_id, tuple(message.metadata.run.fragment_ids)
        elif kind == "delta":
            self._draw(message)
        elif kind == "script_finished" and message.script_finished in DONE:
            self._clear()
            self.runs += 1

    def _draw(self, message: ForwardMsg) -> None:
        """Place an element or a block; an element replaces whatever was below its place."""
        place, delta = tuple(message.metadata.delta_path), message.delta
        if delta.WhichOneof("type") == "add_block":
            self.shown.pop(place, None)
        elif delta.WhichOneof("type") == "new_element":
            self.shown = {old: shown for old, shown in self.shown.items() if old[: len(place)] != place}
            self.shown[place] = Shown(delta.new_element, self.run, delta.fragment_id)

    def _clear(self) -> None:
        """Remove what the finished run did not draw again."""
        self.shown = {
            place: shown
            for place, shown in self.shown.items()
            if shown.run == self.run or (self.fragments and shown.fragment not in self.fragments)
        }

    def elements(self, kind: str) -> Iterator[Element]:
        """Yield the elements of a kind, top to bottom."""
        for place in sorted(self.shown):
            if self.shown[place].element.WhichOneof("type") == kind:
                yield self.shown[place].element

    @property
    def texts(self) -> list[str]:
        """The texts read in the photos."""
        return [element.code.code_text for element in self.elements("code")]

    @property
    def refusals(self) -> list[str]:
        """The error messages on the page."""
        return [element.alert.body for element in self.elements("alert") if element.alert.format == Alert.ERROR]

    @property
    def notes(self) -> list[str]:
        """The page's other messages: progress and requests."""
        bars = [element.progress.text for element in self.elements("progress")]
        return bars + [element.alert.body for element in self.elements("alert")]

    @property
    def pictures(self) -> list[str]:
        """The URLs of all pictures."""
        return [picture.url for element in self.elements("imgs") for picture in element.imgs.imgs]

    @property
    def widgets(self) -> set[str]:
        """The ids of the widgets on the page."""
        found = (getattr(shown.element, shown.element.WhichOneof("type")) for shown in self.shown.values())
        return {widget.id for widget in found if getattr(widget, "id", "")}
