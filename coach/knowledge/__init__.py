"""What the literature says: passages, their search and their embeddings."""
