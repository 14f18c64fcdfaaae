"""From a photo to lines of writing: find the ink, drop what is no writing, and link the rest into lines."""
