"""What fitholic knows: the domain, its use cases and the ports the outside plugs into."""
