"""The text size of results: chosen once for all pages, kept in the session."""

import streamlit as st

CHOSEN, WIDGET = "text-size", "text-size-choice"  # keys in the session: the choice, and its widget
NORMAL = "Normal"
SIZES = {NORMAL: 1.75, "Large": 3.0, "Very large": 4.5}  # rem; the first is the theme's own for code

HTML = """<pre></pre><button type="button"></button><span role="status"></span>"""
CSS = """
:host { font-family: var(--st-font); color: var(--st-text-color); }
pre { margin: 0 0 .5rem; padding: 1rem; white-space: pre-wrap; overflow-wrap: anywhere; line-height: 1.35;
      font-family: var(--st-code-font); color: var(--st-code-text-color);
      background: var(--st-code-background-color); border-radius: var(--st-base-radius); }
button { font: inherit; font-size: .875rem; color: inherit; min-height: 2.5rem; padding: .25rem .75rem; cursor: pointer;
         background: transparent; border: 1px solid var(--st-border-color); border-radius: var(--st-base-radius); }
button:hover { border-color: var(--st-link-color); color: var(--st-link-color); }
button:focus-visible { outline: .2rem solid var(--st-link-color); outline-offset: 2px; }
span { margin-left: .75rem; font-size: .875rem; }
"""
JS = """
export default function ({ parentElement, data }) {
  const [text, button, note] = ["pre", "button", "span"].map((name) => parentElement.querySelector(name));
  if (text.textContent !== data.text) note.textContent = "";
  text.textContent = data.text;
  text.style.fontSize = `${data.rem}rem`;
  button.textContent = data.copy;
  button.hidden = !navigator.clipboard;
  button.onclick = () => navigator.clipboard.writeText(data.text).then(
    () => { note.textContent = data.copied; }, () => { note.textContent = data.refused; });
}
"""
_large = st.components.v2.component("digitreader.large_text", html=HTML, css=CSS, js=JS)


def chosen_size() -> str:
    """The text size that the visitor chose."""
    found: str = st.session_state.get(CHOSEN, NORMAL)
    return found


def choose_size() -> None:
    """Let the visitor choose the text size."""
    st.session_state[WIDGET] = chosen_size()  # widgets lose their state when another page is shown
    st.segmented_control("Text size", list(SIZES), key=WIDGET, required=True, on_change=_keep)


def _keep() -> None:
    """Keep the choice for all pages."""
    st.session_state[CHOSEN] = st.session_state[WIDGET]


def show_text(text: str, key: str) -> None:
    """Show the text of a result, to read and to copy; text: without a final newline."""
    rem = SIZES[chosen_size()]
    if chosen_size() == NORMAL:
        st.code(text, language=None, wrap_lines=True)
    else:
        words = {
            "copy": "Copy",
            "copied": "Copied.",
            "refused": "The browser does not allow copying. Select the text instead.",
        }
        _large(key=key, data={"text": text, "rem": rem, **words})
