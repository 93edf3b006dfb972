"""Who asks for what, in both projects."""

import re
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from django_otp.oath import totp

from benchmarks import sheets
from benchmarks.cast import PARTICIPANTS, THERAPIST
from benchmarks.load import Connection, Reader, Sample, Visitor, Writer
from benchmarks.servers import Server
from demo.people import AUTHENTICATOR_SECRET, DemoStaff

STEP = "/week/4/2/"


@dataclass
class Target:
    """One kind of request to one server; `bare` names what it is compared with."""

    name: str
    server: Server
    connections: Sequence[Connection]
    bare: str = ""
    statements: int = 0
    samples: list[Sample] = field(default_factory=list)

    def median(self, figure: Callable[[Sample], float]) -> float:
        """Of all rounds."""
        return statistics.median(map(figure, self.samples))


def our_targets(server: Server) -> list[Target]:
    people = [Visitor(server.port) for _ in PARTICIPANTS]
    for person, stage in zip(people, PARTICIPANTS, strict=True):
        person.sign_in("/sign-in/", {"name": stage.name, "passphrase": stage.passphrase})
    therapist = staff(server, THERAPIST)
    return [
        Target("home", server, [Reader(person, "/home/", "<h1>") for person in people], "bare home"),
        Target("module step", server, [Reader(person, STEP, "<h1>") for person in people], "bare step"),
        *(
            Target(
                f"save {fields} fields",
                server,
                [Writer(person, f"/week/{week}/worksheet/", fields) for person in people],
                f"bare save {fields}",
            )
            for week, fields in sheets.SHEETS.items()
        ),
        Target("inbox", server, [Reader(same(therapist), "/staff/inbox/", "Alias") for _ in people], "bare inbox"),
    ]


def staff(server: Server, member: DemoStaff) -> Visitor:
    """Signed in with the second factor, too."""
    visitor = Visitor(server.port)
    visitor.sign_in("/staff/sign-in/", {"email": member.email, "password": member.password})
    visitor.sign_in("/staff/sign-in/code/", {"code": f"{totp(AUTHENTICATOR_SECRET):06d}"})
    return visitor


def bare_targets(server: Server) -> list[Target]:
    people = [Visitor(server.port) for _ in PARTICIPANTS]
    for person, stage in zip(people, PARTICIPANTS, strict=True):
        person.sign_in("/sign-in/", {"name": stage.name, "password": stage.passphrase})
    therapist = Visitor(server.port)
    therapist.sign_in("/sign-in/", {"name": THERAPIST.email, "password": THERAPIST.password})
    return [
        Target("bare home", server, [Reader(person, "/page/home/", "<h1>") for person in people]),
        Target("bare step", server, [Reader(person, "/page/step/", "<h1>") for person in people]),
        *(
            Target(f"bare save {fields}", server, [Writer(person, f"/sheet/{fields}/", fields) for person in people])
            for fields in sheets.SHEETS.values()
        ),
        Target("bare inbox", server, [Reader(same(therapist), "/inbox/", "Alias") for _ in people]),
    ]


def same(visitor: Visitor) -> Visitor:
    """Another connection of the same session."""
    other = Visitor(int(visitor.host.rpartition(":")[2]))
    other.cookies = visitor.cookies
    return other


def keep_bodies(folder: Path, targets: Sequence[Target]) -> None:
    """What the bare pages draw: the very pages of ours, with marks where something personal belongs."""
    for target, name in ((targets[0], "home"), (targets[1], "step"), (targets[-1], "inbox")):
        connection = target.connections[0]
        text = connection.visitor.ask(connection.path).text
        text = re.sub(r'(name="csrfmiddlewaretoken" value=")\w+', r"\1[[token]]", text)
        if name == "inbox":
            keep_rows(folder, text)
        else:
            (folder / f"{name}.html").write_text(text.replace("</main>", "<p>[[person]]</p></main>"))


def keep_rows(folder: Path, text: str) -> None:
    """The inbox around its rows, and its first row with marks for what is different in each."""
    parts = re.fullmatch(r"(.*<tbody[^>]*>)(.*?</tr>).*(</tbody>.*)", text, re.DOTALL)
    if parts is None:
        raise RuntimeError("The inbox shows no rows.")
    (folder / "inbox.html").write_text(f"{parts[1]}[[rows]]{parts[3]}")
    row = re.sub(r'"/staff/[^"]*">[^<]*<', '"/staff/cases/{person}/letters/{week}/">{alias}<', parts[2])
    (folder / "row.html").write_text(row.replace("</svg>", "</svg>{said}").replace("None yet", "{draft}"))
