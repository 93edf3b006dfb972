"""Who is in the benchmark: one visitor for each connection, and the therapist whose inbox is long."""

from demo.people import DemoStaff, Stage

CONNECTIONS = 8
CROWD = 10_000
"""How many wait for the therapist's letter."""

THERAPIST = DemoStaff("therese@clinic.example", "Therese", "Therapist", ("THERAPIST",))
PARTICIPANTS = tuple(Stage(f"maple-river-{number}", "reads week 4", weeks=3) for number in range(10, 10 + CONNECTIONS))
READER = DemoStaff("rita@clinic.example", "Rita", "Therapist", ("THERAPIST",))
MANY = 1_000
"""How many cases Rita may read, where the inbox is measured by itself."""
SUPERVISOR = DemoStaff("sigrid@clinic.example", "Sigrid", "Supervisor", ("SUPERVISOR",))
EACH = 5
"""Promises of one participant there: four letters that came, one answer that is waited for."""
THIRTY = 30
"""How many wait for each therapist there."""
