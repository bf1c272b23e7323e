"""Finding names: gazetteers of the world's states and bodies, shapes of company names, and the model's guesses."""
