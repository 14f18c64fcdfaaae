"""From candidates to numbers: what two networks say together, and how sure that is."""
