"""Tag expressions: what they mean, how they go on, the index of all tags."""
