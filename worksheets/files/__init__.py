"""Files that people write by hand, read so that every mistake is said with its file and line."""
