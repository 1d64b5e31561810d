"""The gate before and after the model: classes, patterns and fixed answers."""
