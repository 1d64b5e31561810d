"""Rules of training: pure functions over plain values, each with its source."""
