"""What is wrong with a photo, in sentences for the visitor."""
