"""The stages of a reading, as pictures."""
