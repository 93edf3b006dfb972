"""What is looked at in pages beside their words (see `worksheets.checks`): media, length, translations."""
