"""What the middleware guarantees about a request, said to the type checker; and what a view may tell the middleware."""

from django.http import Http404, HttpRequest

from program.models import Account


class GrantEnded(Http404):
    """The page of a case that this member of staff could read before. What they typed there is theirs still."""


class SignedInRequest(HttpRequest):
    """A request of somebody who signed in; staff have shown the second factor too."""

    user: Account


# For views, which name the type but never reach for rows.
StaffUser = Account

ParticipantRequest = SignedInRequest
StaffRequest = SignedInRequest
