"""What a model is told, versioned and hashed."""
