"""The parts of an article: where each begins and ends, and whether it is read."""
