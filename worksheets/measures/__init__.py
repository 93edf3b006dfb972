"""Outcome measures as reviewed code: wording, scoring and the source of each rule. Nothing here reads a database."""
