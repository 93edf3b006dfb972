"""What the middleware guarantees about a request, said to the type checker."""

from django.http import HttpRequest

from program.models import Account


class SignedInRequest(HttpRequest):
    """A request of somebody who signed in; staff have shown the second factor too."""

    user: Account


# For views, which name the type but never reach for rows.
StaffUser = Account

ParticipantRequest = SignedInRequest
StaffRequest = SignedInRequest
