"""From a photo to lines of writing."""
