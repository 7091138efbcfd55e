"""The people who sign in: staff with roles per section."""
