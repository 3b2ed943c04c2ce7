"""What Schemathesis does not know of the media types here."""

import json

import schemathesis


@schemathesis.serializer("application/x-ndjson")
def lines(_, value):
    """The schema is that of a line, so a value of it is a body of one line."""
    return value if isinstance(value, bytes) else json.dumps(value).encode() + b"\n"
