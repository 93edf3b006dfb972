"""What a log line may hold: an event's name and opaque ids. Never an address, a browser, a text or a query."""

import logging
import re

# The page somebody came from, whose query may say what they looked for.
ADDRESS = re.compile(r"\w+://\S+")


class NoRequestDetails(logging.Filter):
    """Takes requests, and what a traceback says of values, out of every record before a handler sees it."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.__dict__.pop("request", None)
        if record.exc_info and record.exc_info[0] is not None:
            record.msg, record.args = f"{record.name} {_where(record)}", None
            record.exc_info, record.exc_text = None, None
        elif record.name.startswith("django.security"):
            record.msg, record.args = ADDRESS.sub("(an address)", record.getMessage()), None
        return True


def _where(record: logging.LogRecord) -> str:
    """The kind of error and the place it came from; the message itself might quote somebody."""
    if record.exc_info is None or record.exc_info[0] is None:
        return ""
    trace = record.exc_info[2]
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f"{trace.tb_frame.f_globals.get('__name__')}:{trace.tb_lineno}" if trace is not None else "unknown"
    return f"{record.exc_info[0].__name__} at {place}"
