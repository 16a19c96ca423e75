"""A person's own account: language, faces, password, where they are signed in."""
