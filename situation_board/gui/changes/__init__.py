"""What changed since somebody last looked, as a list that leads to each thing."""
