"""From bytes to a photo: what a file is, what it may cost, and how it is decoded."""
