"""What the athlete trains: exercises, workouts, programmes, tests, recovery."""
