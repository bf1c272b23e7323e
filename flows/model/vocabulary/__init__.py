"""Closed vocabularies of the data contract; every coded column draws from one of these enums."""
