"""What other tools take in: a release as entities, map, network and spreadsheets."""
