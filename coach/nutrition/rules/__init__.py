"""Rules of nutrition: pure functions over plain values, each with its source."""
