"""The words of the domain: plain dataclasses and closed vocabularies, free of any library."""
