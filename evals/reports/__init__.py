"""What people read of a run and of the gate's answer: a page, a comment, JUnit and JSON."""
