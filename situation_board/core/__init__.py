"""Everything but the window: the store, the log, actions, questions, merging. Knows nothing of Qt."""
