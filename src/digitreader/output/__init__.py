"""From a reading to files."""
