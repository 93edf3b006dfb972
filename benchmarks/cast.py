"""Who is in the benchmark: one visitor for each connection, and the therapist whose inbox is long."""

from demo.people import DemoStaff, Stage

CONNECTIONS = 8
CROWD = 10_000
"""How many wait for the therapist's letter."""

THERAPIST = DemoStaff("therese@clinic.example", "Therese", "Therapist", ("THERAPIST",))
PARTICIPANTS = tuple(Stage(f"maple-river-{number}", "reads week 4", weeks=3) for number in range(10, 10 + CONNECTIONS))
