"""The JSON API that `digitreader serve` offers beside the app."""
