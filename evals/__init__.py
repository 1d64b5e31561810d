"""Offline evidence that a prompt or model may ship."""
