"""Rules of form that need no video: what measured repetitions say."""
