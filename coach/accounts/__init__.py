"""Who the athlete is: profile, consents, memories."""
