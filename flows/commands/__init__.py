"""What each command of the `entente` tool does; imported only when the command runs."""
