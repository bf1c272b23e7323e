"""Who stands on the side that a deal read by frames leaves empty, by weights fitted on annotated articles."""
