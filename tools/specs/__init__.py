"""Every tool with its words for the model, by what it is about."""
