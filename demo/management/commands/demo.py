"""`manage.py demo`: the whole service with its sample clinic, in one command, until Ctrl-C."""

import os
import shutil
import signal
import subprocess
import sys
import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import CommandError, call_command
from django.core.management.base import BaseCommand
from django_otp.oath import totp

from demo import together
from demo.people import AUTHENTICATOR_SECRET, PARTICIPANTS, STAFF
from demo.seed import seed, seeded
from program import clock
from vault import keyfile


class Command(BaseCommand):
    help = "Run the demo: --reset starts over, --forward DAYS moves the clock, --code prints the sign-in code of now."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--reset", action="store_true", help="throw the demo's data away and start over")
        parser.add_argument("--forward", type=int, metavar="DAYS", help="move the clock of a running demo forward")
        parser.add_argument("--code", action="store_true", help="print the authenticator's code of this moment")
        parser.add_argument("--prepare-only", action="store_true", help="set up the data, start nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["code"]:
            self.stdout.write(f"{totp(AUTHENTICATOR_SECRET):06d}")
        elif options["forward"] is not None:
            if options["forward"] < 0:
                raise CommandError("The clock only goes forward.")
            self.stdout.write(f"The demo's clock is {clock.forward(options['forward'])} days ahead.")
        else:
            self.run(options)

    def run(self, options: dict[str, Any]) -> None:
        if options["reset"]:
            self.reset()
        keyfile.create(today=clock.today())
        call_command("migrate", verbosity=0)
        if not seeded():
            self.stdout.write("Setting up the sample clinic; this takes a little while the first time.")
            seed()
        # What ended with the hours is there again.
        together.answer_for_a_colleague(today=clock.today(), now=clock.now())
        self.introduce(options["port"])
        if not options["prepare_only"]:
            self.serve(options["port"])

    def reset(self) -> None:
        """Only ever the demo's own folder."""
        for name in ("waymark.sqlite3", "waymark.sqlite3-wal", "waymark.sqlite3-shm", "clock"):
            (settings.VAR_DIR / name).unlink(missing_ok=True)
        shutil.rmtree(settings.VAR_DIR / "broker", ignore_errors=True)
        shutil.rmtree(settings.EMAIL_FILE_PATH, ignore_errors=True)
        for folder in ("messages", "control"):
            (settings.VAR_DIR / "broker" / folder).mkdir(parents=True)

    def introduce(self, port: int) -> None:
        address = f"http://localhost:{port}"
        write = self.stdout.write
        write(f"\nParticipants   {address}/\nStaff          {address}/staff/\nStudio         {address}/cms/")
        write(f"This demo      {address}/demo/   (move the clock, see everybody)\n")
        write("Participants (sign-in name / passphrase / where they stand)")
        for stage in PARTICIPANTS:
            write(f"  {stage.name:<20} {stage.passphrase:<38} {stage.said}")
        write("\nStaff (address / password / role)")
        for person in STAFF:
            write(f"  {person.email:<24} {person.password:<24} {person.title}")
        write(f"\nAuthenticator secret of all staff: {STAFF[0].secret}   (`make code` prints the code of now)")
        write("A week later: `manage.py demo --forward 7`. Start over: `manage.py demo --reset`. End: Ctrl-C.\n")

    def serve(self, port: int) -> None:
        """The web process and the worker, each ended by its own process id."""
        web = [sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{port}", "--threads", "8"]
        web += ["--no-control-socket", "--access-logfile", os.devnull, "--log-level", "warning"]
        worker = [sys.executable, "-m", "celery", "-A", "config", "worker", "-B", "-P", "solo", "--loglevel", "warning"]
        children = [subprocess.Popen(command) for command in (web, worker)]
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        try:
            while children[0].poll() is None:
                # The queue of files may end a worker at its start; a real service has a supervisor that does this.
                if children[1].poll() is not None:
                    children[1] = subprocess.Popen(worker)
                time.sleep(1)
        except KeyboardInterrupt:
            pass
        finally:
            for child in children:
                child.terminate()
            for child in children:
                child.wait()
