"""What to look out for in answers: rules as data, and their reading. Pure: no clock, no rows."""
