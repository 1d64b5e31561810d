"""`fitholic bench`: figures a machine can check again, each measurement a module of its own."""
