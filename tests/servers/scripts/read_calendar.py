"""Reads a calendar from standard input with PyPI icalendar and prints what it holds as JSON."""

import json
import sys
import warnings

from icalendar import Calendar

warnings.simplefilter("error")
calendar = Calendar.from_ical(sys.stdin.buffer.read())
events = [
    {
        "uid": str(event["UID"]),
        "start": event.decoded("DTSTART").isoformat(),
        "summary": str(event["SUMMARY"]),
        "description": str(event["DESCRIPTION"]),
        "status": str(event["STATUS"]),
    }
    for event in calendar.walk("VEVENT")
]
errors = [str(error) for part in calendar.walk() for error in getattr(part, "errors", [])]
json.dump({"version": str(calendar["VERSION"]), "events": events, "errors": errors}, sys.stdout)
