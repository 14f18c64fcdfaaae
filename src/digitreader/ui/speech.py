"""The button that reads a result aloud, with the voice of the browser: nothing is sent anywhere."""

from collections.abc import Sequence
from itertools import chain

import streamlit as st

from digitreader.numbers.alphabet import among
from digitreader.output.marks import DigitResult, SignResult
from digitreader.output.speech_text import Sign, likely, sentences, signs_of
from digitreader.ui.draw.drawing_session import DrawingSession
from digitreader.ui.read.reviewed_lines import lines_of
from digitreader.ui.read.session_files import Entry

HTML = """
<button type="button"><svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true"></svg><span></span></button>
<p role="status"></p>
"""
CSS = """
:host, button { font-family: var(--st-font); font-size: .875rem; color: var(--st-text-color); }
button { display: flex; gap: .5rem; align-items: center; min-height: 2.5rem; padding: .25rem .75rem; cursor: pointer;
         background: transparent; border: 1px solid var(--st-border-color); border-radius: var(--st-base-radius); }
button:hover { border-color: var(--st-link-color); color: var(--st-link-color); }
button:focus-visible { outline: .2rem solid var(--st-link-color); outline-offset: 2px; }
svg { fill: currentColor; }
p { margin: 0; max-width: 24rem; }
p:not(:empty) { margin-top: .5rem; }
"""
JS = """
const SPEAKER = "M3 9v6h4l5 5V4L7 9H3zm13.5 3a4.5 4.5 0 0 0-2.5-4v8a4.5 4.5 0 0 0 2.5-4z";
const SQUARE = "M6 6h12v12H6z";
const PATIENCE = 4000;  // milliseconds; a voice has begun by then, if there is one

export default function ({ parentElement, data }) {
  const button = parentElement.querySelector("button");
  const note = parentElement.querySelector("p");
  const speech = window.speechSynthesis;
  const show = (speaking) => {
    button.dataset.speaking = speaking ? "yes" : "";
    button.querySelector("svg").innerHTML = `<path d="${speaking ? SQUARE : SPEAKER}"/>`;
    button.querySelector("span").textContent = speaking ? data.stop : data.start;
    button.setAttribute("aria-label", `${speaking ? data.stop : data.start}: ${data.of}`);
  };
  if (!speech || !window.SpeechSynthesisUtterance) {
    button.hidden = true;
    note.textContent = data.silent;
    return;
  }
  show(button.dataset.speaking === "yes");  // a rerun of the page interrupts nothing
  button.onclick = () => {
    const speaking = button.dataset.speaking === "yes";
    speech.cancel();  // also stops another button, whose last sentence then ends
    note.textContent = "";
    show(!speaking);
    if (speaking) return;
    const said = data.sentences.map((sentence) => new SpeechSynthesisUtterance(sentence));
    button.said = said;  // browsers forget utterances that nobody holds, and with them their end
    const over = () => button.said === said && show(false);
    let begun = false;
    said.forEach((utterance) => {
      utterance.lang = "en";
      utterance.onstart = () => { begun = true; };
      utterance.onerror = over;
      speech.speak(utterance);  // one for each line: some browsers fall silent in long ones
    });
    said[said.length - 1].onend = over;
    setTimeout(() => {
      if (begun || button.said !== said || button.dataset.speaking !== "yes" || speech.getVoices().length) return;
      speech.cancel();
      show(false);
      note.textContent = data.silent;
    }, PATIENCE);
  };
  return () => setTimeout(() => {
    if (!button.isConnected && button.dataset.speaking === "yes") speech.cancel();
  });
}
"""
SILENT = (
    "This browser has no voice to read aloud with. Try another browser, or add a voice in the settings of your device. "
    "A screen reader reads the text on this page, too."
)
_button = st.components.v2.component("digitreader.speech", html=HTML, css=CSS, js=JS)


def offer_speech(lines: Sequence[Sequence[Sign]], of: str, key: str) -> None:
    """Show the button that reads lines aloud; of: what they come from, for its label."""
    data = {"sentences": sentences(lines), "of": of, "start": "Read aloud", "stop": "Stop", "silent": SILENT}
    _button(key=key, data=data, width="content")


def entry_lines(entry: Entry) -> list[tuple[Sign, ...]]:
    """The lines of a photo to be spoken; checked lines as the person left them, without doubts."""
    return [signs_of(line.written) if line.checked else _signs(line.line.marks) for line in lines_of(entry)]


def drawn_lines(session: DrawingSession) -> list[tuple[Sign, ...]]:
    """The lines of a drawing to be spoken; corrected digits as the visitor named them."""
    lines: dict[int, list[tuple[Sign, ...]]] = {}
    for digit in session.result.correctable:  # what is no digit is not spoken
        said = signs_of(session.label(digit)) if digit.key in session.corrections else _signs([digit.read])
        lines.setdefault(digit.line, []).append(said if session.label(digit) else ())
    for number, signs in enumerate(session.result.signs, 1):
        if any(lines[number]):
            lines[number] = among(lines[number], ((sign.place, _signs([sign])) for sign in signs))
    return [line for line in (tuple(chain.from_iterable(parts)) for parts in lines.values()) if line]


def _signs(marks: Sequence[DigitResult | SignResult]) -> tuple[Sign, ...]:
    """Digits and signs as they were read, with their doubts."""
    return tuple(Sign(mark.value, mark.doubtful, likely(mark.alternatives)) for mark in marks)
