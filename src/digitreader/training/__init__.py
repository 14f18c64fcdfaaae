"""Everything that makes and measures the network; serving never imports this."""
