"""Finding anything, narrowed by filters; searches that are kept."""
