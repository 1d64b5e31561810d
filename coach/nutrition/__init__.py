"""What the athlete eats: foods, meals, targets, body weight."""
