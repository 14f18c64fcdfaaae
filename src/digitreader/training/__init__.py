"""Everything that makes and measures the network; serving never imports this, the command line its commands alone."""
