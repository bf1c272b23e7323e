"""A second look at statements of accords that no rule has taken for one."""
