"""The arguments of every tool, by what they are about; `shape` holds what all of them share."""
