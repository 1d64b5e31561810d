"""Commands that decide which prompt or model reaches athletes."""
