"""The inbox: messages are logged as they come in, and later made into cards, claims, events and tasks."""
