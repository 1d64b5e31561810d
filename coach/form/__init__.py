"""How the athlete moves: videos and the findings measured in them."""
