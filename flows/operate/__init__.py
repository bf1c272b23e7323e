"""Runs that nobody watches: how often they are tried, what is kept of them, who is told, and what is taken away."""
