"""The grammar of random environments and AWS files: what may stand in a case, and how often."""
