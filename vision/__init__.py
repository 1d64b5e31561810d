"""Form from video: frames, landmarks, repetitions, findings."""
