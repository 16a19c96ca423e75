"""What keeps failing behind the scenes, and a way to try it again."""
