"""A second look at sentences that hold words of exchange and that no frame has read."""
