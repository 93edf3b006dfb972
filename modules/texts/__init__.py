"""The words of a programme, one by one: where each stands, and how another puts its own in their place."""
